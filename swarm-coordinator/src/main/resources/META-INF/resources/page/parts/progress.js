import { element, setText } from "../base/dom.js";
import { percent, whole } from "../base/format.js";

/** How far an experiment is, as a bar and in words. */
export class ProgressBar {
  #bar = element("progress", { max: "1", value: "0" });
  #words = element("span", { class: "progress-words" });

  constructor() {
    this.element = element("div", { class: "progress" }, this.#bar, this.#words);
  }

  /** @param view of the experiment */
  show(view) {
    const { share, words } = progressOf(view);
    this.#bar.value = share;
    this.#bar.setAttribute("aria-label", `Progress of ${view.spec.id}`);
    setText(this.#words, words);
  }
}

function progressOf(view) {
  const iterations = view.spec.swarm.iterations;
  const searched = { share: view.iteration / iterations, words: `iteration ${whole(view.iteration)} of ${whole(iterations)}` };
  switch (view.state) {
    case "RETRAINING":
      return view.retraining === null || view.retraining === undefined
        ? { share: 0, words: "the retraining begins" }
        : retrained(view.retraining);
    case "FINISHED":
      return { share: 1, words: view.retraining ? retrained(view.retraining).words : "finished" };
    default:
      return searched;
  }
}

function retrained({ epoch, epochs, bestValidationAccuracy }) {
  return {
    share: epochs === 0 ? 1 : epoch / epochs,
    words: `epoch ${epoch} of ${epochs}, best validation accuracy ${percent(bestValidationAccuracy)}`,
  };
}
