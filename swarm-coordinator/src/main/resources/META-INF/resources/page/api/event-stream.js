import { connection } from "./connection.js";
import { isPassing, Problem } from "./problem.js";
import { Pauses } from "./retry.js";

/** The coordinator says something at least every 15 s. */
const SILENCE_MILLIS = 45_000;

/**
 * Listens to server-sent events until it is told to end, and comes back whenever the line breaks.
 * While nobody looks it does not listen: a browser has few lines to a host, for all of its tabs. It
 * is no EventSource, since that can send no token.
 *
 * @param api the live one
 * @param path of the events
 * @param onEvent takes an event's name, data and id
 * @param onGone told once when there is nothing to listen to any more
 * @param signal ends it
 */
export async function listen(api, path, onEvent, onGone, signal) {
  let lastId = "";
  const pauses = new Pauses();
  while (!signal.aborted) {
    await untilSeen(signal);
    if (signal.aborted) {
      return;
    }
    try {
      const heard = await follow(api, path, lastId, signal, (event) => {
        lastId = event.id || lastId;
        onEvent(event);
      });
      if (heard) {
        pauses.restart();
      }
    } catch (error) {
      if (error instanceof Problem && error.status < 500) {
        onGone(error);
        return;
      }
      if (!isPassing(error) && !document.hidden && !signal.aborted) {
        connection.lost("the line broke");
      }
    }
    if (!document.hidden) {
      await pauses.wait(signal);
    }
  }
}

function untilSeen(signal) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener("visibilitychange", look);
        signal.removeEventListener("abort", look);
        resolve();
      }
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
    look();
  });
}

/** Gives whether anything was heard before the line ended. */
async function follow(api, path, lastId, signal, onEvent) {
  const line = new AbortController();
  const end = () => line.abort();
  const look = () => document.hidden && end();
  signal.addEventListener("abort", end);
  document.addEventListener("visibilitychange", look);
  let silence = setTimeout(end, SILENCE_MILLIS);
  let heard = false;
  try {
    const headers = { Accept: "text/event-stream" };
    if (lastId) {
      headers["Last-Event-ID"] = lastId;
    }
    const response = await api.send(path, { headers, signal: line.signal });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser(onEvent);
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard = true;
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MILLIS);
      parser.take(part.value);
    }
    return heard;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", end);
    document.removeEventListener("visibilitychange", look);
  }
}

/** Events out of text as it comes (WHATWG HTML, section 9.2). */
export class EventParser {
  #rest = "";
  #name = "message";
  #id = "";
  #data = [];
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  take(text) {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line.replace(/\r$/, "")));
  }

  #line(line) {
    if (line === "") {
      if (this.#data.length > 0) {
        this.#onEvent({ name: this.#name, id: this.#id, data: JSON.parse(this.#data.join("\n")) });
      }
      this.#name = "message";
      this.#id = "";
      this.#data = [];
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      this.#name = value;
    } else if (field === "data") {
      this.#data.push(value);
    } else if (field === "id") {
      this.#id = value;
    }
  }
}
