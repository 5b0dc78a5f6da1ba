import { element } from "../base/dom.js";
import { isPassing, Problem } from "../api/problem.js";
import { reason } from "./busy.js";

const SHORTEST_PAUSE_MILLIS = 1_000;

/** Of the time that an answer took, how much it is left alone afterwards. */
const REST = 4;

/**
 * Keeps a part of a view up to date: asks for what it shows, shows it, and asks again when the
 * experiment tells of a change, but not all the time, and not while nobody looks.
 */
export class LivePart {
  #experiment;
  #ask;
  #show;
  #notice = element("p", { class: "notice", hidden: true });
  #content;
  #ending = new AbortController();
  #stale = false;
  #busy = false;

  /**
   * @param experiment it is of
   * @param changes the experiment's events after which it asks again
   * @param content what is hidden while there is nothing to show
   * @param ask gives what is to be shown
   * @param show shows it; where it gives a sentence, there is nothing to show, and that says why
   */
  constructor(experiment, changes, content, ask, show) {
    this.#experiment = experiment;
    this.#ask = ask;
    this.#show = show;
    this.#content = element("div", { class: "stack", hidden: true }, content);
    this.element = element("div", {}, this.#notice, this.#content);
    const signal = this.#ending.signal;
    changes.forEach((name) =>
      experiment.addEventListener(name, () => this.refresh(), { signal }),
    );
    document.addEventListener("visibilitychange", () => this.#catchUp(), { signal });
    this.refresh();
  }

  /** Asks again, now or as soon as it may. */
  refresh() {
    this.#stale = true;
    this.#catchUp();
  }

  dispose() {
    this.#ending.abort();
  }

  async #catchUp() {
    if (!this.#stale || this.#busy || document.hidden || this.#ending.signal.aborted) {
      return;
    }
    this.#busy = true;
    this.#stale = false;
    const begun = performance.now();
    try {
      await this.#once();
    } finally {
      const took = performance.now() - begun;
      setTimeout(() => {
        this.#busy = false;
        this.#catchUp();
      }, Math.max(SHORTEST_PAUSE_MILLIS, REST * took));
    }
  }

  async #once() {
    try {
      const answer = await this.#ask(this.#experiment);
      if (!this.#ending.signal.aborted) {
        this.#content.hidden = false; // a chart must know its width
        this.#tell(this.#show(answer) ?? null);
      }
    } catch (error) {
      if (isPassing(error)) {
        this.#stale = true; // what is shown stays, and the page says that the connection is lost
      } else if (error instanceof Problem) {
        this.#tell(reason(error));
      } else {
        throw error;
      }
    }
  }

  #tell(sentence) {
    this.#notice.hidden = sentence === null;
    this.#content.hidden = sentence !== null;
    this.#notice.textContent = sentence ?? "";
  }
}

/** What is there, or null where there is nothing of it. */
export async function ifThere(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Problem && error.isMissing) {
      return null;
    }
    throw error;
  }
}
