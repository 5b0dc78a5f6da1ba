import { element, setText } from "../base/dom.js";

/** A row of figures, each with its name and what it means beside others. */
export class Figures {
  #tiles;

  /** @param names of the figures, in order */
  constructor(names) {
    this.#tiles = names.map((name) => ({
      name,
      value: element("dd", { class: "figure-value" }, "–"),
      note: element("dd", { class: "figure-note" }),
    }));
    this.element = element(
      "dl",
      { class: "figures" },
      this.#tiles.map(({ name, value, note }) =>
        element("div", { class: "figure" }, element("dt", {}, name), value, note),
      ),
    );
  }

  /** @param figures a value and a note each, in the order of the names */
  show(figures) {
    figures.forEach(([value, note], i) => {
      setText(this.#tiles[i].value, value);
      setText(this.#tiles[i].note, note);
    });
  }
}
