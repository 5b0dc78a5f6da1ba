/** Whether the coordinator answers, for whoever shows it. */
class Connection extends EventTarget {
  #reason = null;

  /** Why it does not answer; null while it does. */
  get reason() {
    return this.#reason;
  }

  answered() {
    this.#set(null);
  }

  lost(reason) {
    this.#set(reason);
  }

  #set(reason) {
    if (reason !== this.#reason) {
      this.#reason = reason;
      this.dispatchEvent(new Event("change"));
    }
  }
}

export const connection = new Connection();
