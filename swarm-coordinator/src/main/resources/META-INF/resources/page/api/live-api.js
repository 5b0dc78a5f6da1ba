import { connection } from "./connection.js";
import { LostConnection, Problem } from "./problem.js";
import { token, wantToken } from "./token.js";

const TIMEOUT_MILLIS = 60_000;
const NOT_NOW = 503;

/** The coordinator's REST API. Paths are relative to the page, so that it may lie behind a proxy. */
class LiveApi {
  /** Whether what it tells may change, and can be changed. */
  get isLive() {
    return true;
  }

  /**
   * What is at a path, as JSON.
   *
   * @throws Problem or LostConnection
   */
  async get(path) {
    return (await this.send(path)).json();
  }

  /** What is at a path, with its entity tag. */
  async getTagged(path) {
    const response = await this.send(path);
    return { body: await response.json(), tag: response.headers.get("ETag") };
  }

  /** A file, as it is. */
  async download(path) {
    return (await this.send(path)).blob();
  }

  async post(path, body, headers = {}) {
    return this.send(path, {
      method: "POST",
      body: body === null ? null : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
  }

  async delete(path, headers = {}) {
    return this.send(path, { method: "DELETE", headers });
  }

  /** An answer that is no problem. Whoever is not let in is asked for a token. */
  async send(path, options = {}) {
    const response = await this.#answer(path, {
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      ...options,
    });
    if (response.ok) {
      return response;
    }
    const problem = await Problem.of(response);
    if (response.status === 401 && (await wantToken(problem.message))) {
      return this.send(path, options);
    }
    throw problem;
  }

  async #answer(path, options) {
    const headers = new Headers(options.headers);
    if (token() !== null) {
      headers.set("Authorization", `Bearer ${token()}`);
    }
    let response;
    try {
      response = await fetch(path.replace(/^\//, ""), { cache: "no-store", ...options, headers });
    } catch (error) {
      if (options.signal?.aborted && options.signal.reason?.name !== "TimeoutError") {
        throw error; // whoever asked does not want it any more
      }
      connection.lost("it cannot be reached");
      throw new LostConnection(error);
    }
    if (response.status === NOT_NOW) {
      const problem = await Problem.of(response);
      connection.lost(problem.message);
      throw problem;
    }
    connection.answered();
    return response;
  }
}

export const liveApi = new LiveApi();
