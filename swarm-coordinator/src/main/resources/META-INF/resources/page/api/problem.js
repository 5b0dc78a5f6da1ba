/** What the coordinator refuses, as it says it (RFC 9457). */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  /** Whether there is nothing of what was asked for: not yet, not any more, or not at this coordinator. */
  get isMissing() {
    return this.status === 404;
  }

  /** @param body of the response; an empty object if it has none that can be read */
  static of({ status, statusText }, body) {
    return new Problem(status, body.title ?? statusText, body.detail ?? `the coordinator answers with status ${status}`);
  }
}

/** Nobody answers, or what is answered breaks off. */
export class LostConnection extends Error {
  constructor(cause) {
    super("the coordinator does not answer", { cause });
  }
}

/** Whether an error is the coordinator's state, which passes, and not what it was asked for. */
export function isPassing(error) {
  return error instanceof LostConnection || (error instanceof Problem && error.status >= 500);
}
