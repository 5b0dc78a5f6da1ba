import { Problem } from "./problem.js";

/** What a coordinator had told when a report was written. Nothing of it changes. */
export class StoredApi {
  #answers;

  /** @param answers by path */
  constructor(answers) {
    this.#answers = answers;
  }

  get isLive() {
    return false;
  }

  async get(path) {
    if (!Object.hasOwn(this.#answers, path)) {
      throw new Problem(404, "Not in the report", "This is not in the report.");
    }
    return this.#answers[path];
  }
}
