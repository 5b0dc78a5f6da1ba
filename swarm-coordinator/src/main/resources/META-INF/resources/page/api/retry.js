import { isPassing } from "./problem.js";

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 8_000;

/** How long is waited before the coordinator is asked again: longer each time. */
export class Pauses {
  #next = FIRST_PAUSE_MILLIS;

  /** It has answered. */
  restart() {
    this.#next = FIRST_PAUSE_MILLIS;
  }

  /** Waits, but not after the signal. */
  async wait(signal) {
    const millis = this.#next;
    this.#next = Math.min(2 * millis, LONGEST_PAUSE_MILLIS);
    if (signal.aborted) {
      return;
    }
    await new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, millis);
      signal.addEventListener("abort", end);
    });
  }
}

/**
 * Asks until the coordinator answers, be it with a problem.
 *
 * @param ask gives a promise
 * @param signal ends it, with what went wrong last
 */
export async function untilAnswered(ask, signal) {
  for (const pauses = new Pauses(); ; ) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) {
        throw error;
      }
      await pauses.wait(signal);
      if (signal.aborted) {
        throw error;
      }
    }
  }
}
