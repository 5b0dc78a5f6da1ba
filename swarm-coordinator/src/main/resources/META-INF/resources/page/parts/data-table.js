import { element } from "../base/dom.js";

const MOST_ROWS = 200;

/**
 * A table of what a chart draws, for those who cannot see it, or want the figures. It is made when
 * it is opened, and of the first rows where there are many.
 *
 * @param caption of the table
 * @param columns names
 */
export class DataTable {
  #columns;
  #caption;
  #rows = () => [];
  #place = element("div", { class: "scrolling", tabindex: "0", role: "region" });

  constructor(caption, columns) {
    this.#caption = caption;
    this.#columns = columns;
    this.#place.setAttribute("aria-label", caption);
    this.element = element(
      "details",
      { class: "data-table", ontoggle: () => this.#fill() },
      element("summary", {}, "Show as a table"),
      this.#place,
    );
  }

  /** @param rows gives lists of text or nodes, one a column */
  show(rows) {
    this.#rows = rows;
    this.#fill();
  }

  #fill() {
    if (!this.element.open) {
      return;
    }
    const rows = this.#rows();
    const cut = rows.length > MOST_ROWS ? `; the first ${MOST_ROWS} of ${rows.length}` : "";
    this.#place.replaceChildren(table(this.#caption + cut, this.#columns, rows.slice(0, MOST_ROWS)));
  }
}

/** A table whose first column heads its rows. */
export function table(caption, columns, rows) {
  return element(
    "table",
    {},
    element("caption", { class: "spoken-only" }, caption),
    element("thead", {}, element("tr", {}, columns.map((name) => element("th", { scope: "col" }, name)))),
    element(
      "tbody",
      {},
      rows.map(([first, ...rest]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, first),
          rest.map((cell) => element("td", {}, cell)),
        ),
      ),
    ),
  );
}
