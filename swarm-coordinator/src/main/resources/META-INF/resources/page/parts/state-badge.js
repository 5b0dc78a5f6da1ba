import { element, setText } from "../base/dom.js";

const WORDS = {
  SEARCHING: "searching",
  PAUSED: "paused",
  RETRAINING: "retraining",
  FINISHED: "finished",
  STOPPED: "stopped",
  FAILED: "failed",
};

/** The states of experiments, as the API and as people call them. */
export const STATES = Object.entries(WORDS);

/** Where an experiment is in its life, in a word and a colour. */
export class StateBadge {
  element = element("span", { class: "badge" });

  show(state) {
    setText(this.element, WORDS[state]);
    this.element.dataset.state = state.toLowerCase();
  }
}
