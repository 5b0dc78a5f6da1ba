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

  static async of(response) {
    const body = await response.json().catch(() => ({}));
    return new Problem(
      response.status,
      body.title ?? response.statusText,
      body.detail ?? `the coordinator answers with status ${response.status}`,
    );
  }
}

/** Nobody answers. */
export class LostConnection extends Error {
  constructor(cause) {
    super("the coordinator does not answer", { cause });
  }
}
