import { connection } from "./connection.js";
import { LostConnection, Problem } from "./problem.js";
import { token, wantToken } from "./token.js";

/** So long nothing may come, of an answer's head or of the rest of it. */
const SILENCE_MILLIS = 60_000;

/** A proxy answers for the coordinator, or it cannot answer yet. */
const NOT_NOW = new Set([502, 503, 504]);

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
    return (await this.getTagged(path)).body;
  }

  /** What is at a path, with its entity tag. */
  async getTagged(path) {
    return this.#read(path, tagged);
  }

  /** A file, as it is. */
  async download(path) {
    return this.#read(path, contentOf);
  }

  /** What is answered, with its entity tag. */
  async post(path, body, headers = {}) {
    const response = await this.send(path, {
      method: "POST",
      body: body === null ? null : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
    return complete(tagged(response));
  }

  /** Sends a file, however long that takes, and gives what is answered. */
  async upload(path, file, type) {
    const response = await this.send(path, { method: "POST", body: file, headers: { "Content-Type": type }, signal: null });
    return (await complete(tagged(response))).body;
  }

  async delete(path, headers = {}) {
    return this.send(path, { method: "DELETE", headers });
  }

  /**
   * An answer that is no problem. Whoever is not let in is asked for a token.
   *
   * @param options of fetch; without a signal, there must be an answer soon
   */
  async send(path, options = {}) {
    const response = await this.#answer(path, options);
    if (response.ok) {
      return response;
    }
    const problem = await problemOf(response);
    if (response.status === 401 && (await wantToken(problem.message, isRead(options)))) {
      return this.send(path, options);
    }
    throw problem;
  }

  async #read(path, content) {
    const response = await this.send(path);
    try {
      return await complete(content(response));
    } catch (error) {
      connection.lost("its answer broke off");
      throw error;
    }
  }

  /** What is read is asked for again; what is to be changed is not, so that whoever asked is told. */
  async #answer(path, options) {
    const headers = new Headers(options.headers);
    if (token() !== null) {
      headers.set("Authorization", `Bearer ${token()}`);
    }
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), SILENCE_MILLIS);
    let response;
    try {
      response = await fetch(path.replace(/^\//, ""), { cache: "no-store", signal: silence.signal, ...options, headers });
    } catch (error) {
      if (options.signal?.aborted) {
        throw error; // whoever asked does not want it any more
      }
      if (isRead(options)) {
        connection.lost("it cannot be reached");
      }
      throw new LostConnection(error);
    } finally {
      clearTimeout(timer);
    }
    if (!NOT_NOW.has(response.status)) {
      connection.answered();
    } else if (isRead(options)) {
      const problem = await problemOf(response);
      connection.lost(problem.message);
      throw problem;
    }
    return response;
  }
}

function isRead({ method = "GET" }) {
  return method === "GET";
}

async function tagged(response) {
  return { body: await jsonOf(response), tag: response.headers.get("ETag") };
}

async function problemOf(response) {
  return Problem.of(response, (await jsonOf(response).catch(() => null)) ?? {});
}

async function jsonOf(response) {
  return JSON.parse(await (await contentOf(response)).text());
}

/** All that an answer holds, however long it is, as long as something comes. */
async function contentOf(response) {
  const reader = response.body.getReader();
  const parts = [];
  for (let part = await soon(reader); !part.done; part = await soon(reader)) {
    parts.push(part.value);
  }
  return new Blob(parts, { type: response.headers.get("Content-Type") ?? "" });
}

function soon(reader) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error("nothing came for too long"));
      reader.cancel().catch(() => {});
    }, SILENCE_MILLIS);
    reader
      .read()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** An answer that breaks off, or is not the coordinator's, is none. */
async function complete(content) {
  try {
    return await content;
  } catch (error) {
    throw new LostConnection(error);
  }
}

export const liveApi = new LiveApi();
