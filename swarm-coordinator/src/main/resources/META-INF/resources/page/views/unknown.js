import { element } from "../base/dom.js";
import { LIST } from "../base/routes.js";

/** What is shown where an address names nothing. */
export class UnknownView {
  title = "Not found";
  element = element(
    "div",
    {},
    element("h1", { tabindex: "-1" }, "There is nothing here"),
    element("p", {}, "The address names no view of this page."),
    element("p", {}, element("a", { href: LIST }, "All experiments")),
  );

  shows() {
    return false;
  }

  async open() {
    // It shows all that there is.
  }

  dispose() {
    // It holds nothing.
  }
}
