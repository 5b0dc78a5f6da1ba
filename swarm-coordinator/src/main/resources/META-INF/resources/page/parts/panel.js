import { element, uniqueId } from "../base/dom.js";

/** A part of a view with a heading, and a sentence that says what is to be seen. */
export function panel(title, { help = null, wide = false, controls = [] } = {}, ...content) {
  const id = uniqueId("panel");
  return element(
    "section",
    { class: wide ? "panel wide" : "panel", "aria-labelledby": id },
    element(
      "header",
      { class: "panel-head" },
      element("h2", { id }, title),
      controls.length > 0 ? element("div", { class: "controls" }, controls) : null,
    ),
    help === null ? null : element("p", { class: "help" }, help),
    content,
  );
}
