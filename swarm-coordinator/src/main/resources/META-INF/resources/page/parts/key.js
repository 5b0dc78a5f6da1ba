import { element } from "../base/dom.js";

/**
 * What the colours and signs of a drawing mean.
 *
 * @param entries a word and the class of its sign each, as drawings.css has it; null for no sign
 */
export function key(entries) {
  return element(
    "ul",
    { class: "key" },
    entries.map(([word, sign]) =>
      element("li", {}, sign === null ? null : element("span", { class: `sign ${sign}` }), word),
    ),
  );
}
