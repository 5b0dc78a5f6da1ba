import { listen } from "./event-stream.js";

/**
 * One experiment, kept as it is now. It tells of changes by events: "view" of any change, "scores"
 * when something was evaluated, "workers" when a worker did something, and "gone" when there is no
 * such experiment any more.
 */
export class Experiment extends EventTarget {
  #api;
  #tag = null;

  constructor(api, id) {
    super();
    this.#api = api;
    this.id = id;
    /** As GET of the experiment gives it; null before it was loaded. */
    this.view = null;
  }

  /** Whether it may change, and can be changed. */
  get isLive() {
    return this.#api.isLive;
  }

  /** Whether its swarm may still move. */
  get isSearched() {
    return this.view.state === "SEARCHING" || this.view.state === "PAUSED";
  }

  async load() {
    if (!this.isLive) {
      this.view = await this.#api.get(this.#path(""));
      return;
    }
    const { body, tag } = await this.#api.getTagged(this.#path(""));
    this.view = body;
    this.#tag = tag;
  }

  /** Keeps it up to date until the signal is given. */
  follow(signal) {
    listen(
      this.#api,
      this.#path("events"),
      (event) => this.#take(event),
      (problem) => this.dispatchEvent(new CustomEvent("gone", { detail: problem })),
      signal,
    );
  }

  /** A part of it, such as "history". */
  async get(part) {
    return this.#api.get(this.#path(part));
  }

  /** A file of it. */
  async download(part) {
    return this.#api.download(this.#path(part));
  }

  /** Has it changed, if nobody else has changed it since it was seen; gives how it is then. */
  async change(name, body = null) {
    const { body: view, tag } = await this.#api.post(this.#path(name), body, this.#ifUnchanged());
    this.#tag = tag;
    this.#renew(view);
  }

  async delete() {
    await this.#api.delete(this.#path(""), this.#ifUnchanged());
  }

  #ifUnchanged() {
    return this.#tag === null ? {} : { "If-Match": this.#tag };
  }

  #path(part) {
    return `/experiments/${encodeURIComponent(this.id)}${part && `/${part}`}`;
  }

  #take({ name, data, id }) {
    if (id) {
      this.#tag = `"${id}"`;
    }
    const view = { ...this.view };
    if (name === "state") {
      view.state = data.state;
      view.revision = data.revision;
      view.failure = data.failure;
      view.spec = { ...view.spec, swarm: { ...view.spec.swarm, iterations: data.iterations } };
    } else if (name === "progress") {
      Object.assign(view, data);
    } else if (name === "best") {
      view.globalBest = data;
    } else if (name === "worker") {
      this.dispatchEvent(new Event("workers"));
      return;
    }
    this.#renew(view);
  }

  #renew(view) {
    const scored =
      view.evaluationsDone !== this.view.evaluationsDone || view.iteration !== this.view.iteration;
    this.view = view;
    this.dispatchEvent(new Event("view"));
    if (scored) {
      this.dispatchEvent(new Event("scores"));
    }
  }
}
