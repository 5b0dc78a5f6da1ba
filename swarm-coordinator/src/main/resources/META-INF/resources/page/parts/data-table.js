import { element, renew, setText } from "../base/dom.js";

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
    showTable(this.#place, this.#caption + cut, this.#columns, rows.slice(0, MOST_ROWS));
  }
}

/**
 * Shows a table whose first column heads its rows. What is in the table that is shown already stays
 * there, and with it whatever has the focus.
 *
 * @param place has nothing else in it
 */
export function showTable(place, caption, columns, rows) {
  const made = table(caption, columns, rows);
  const there = place.querySelector("table");
  if (there === null) {
    place.replaceChildren(made);
    return;
  }
  setText(there.caption, caption);
  renew(there.tBodies[0], [...made.tBodies[0].rows], (row) => row.cells[0].textContent, renewCells);
}

function renewCells(row, wanted) {
  [...wanted.cells].forEach((cell, i) => {
    if (!row.cells[i].isEqualNode(cell)) {
      row.cells[i].replaceWith(cell);
    }
  });
}

function table(caption, columns, rows) {
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
