import { element, uniqueId } from "../base/dom.js";

/** A choice of one of a few, as a row of radio buttons. */
export class Choice {
  value;

  /**
   * @param label what is chosen
   * @param options value and text each; the first is chosen
   * @param changed told of a choice
   */
  constructor(label, options, changed) {
    this.value = options[0][0];
    const name = uniqueId("choice");
    this.element = element(
      "fieldset",
      { class: "choice" },
      element("legend", { class: "spoken-only" }, label),
      options.map(([value, text]) =>
        element(
          "label",
          {},
          element("input", {
            type: "radio",
            name,
            value,
            checked: value === this.value,
            onchange: () => {
              this.value = value;
              changed(value);
            },
          }),
          element("span", {}, text),
        ),
      ),
    );
  }
}
