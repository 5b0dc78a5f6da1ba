import { element, uniqueId } from "../base/dom.js";

/**
 * Asks the user something in a dialog, and gives what a form in it says, or null if the user goes
 * back.
 *
 * @param title of the dialog
 * @param text what it is about; null for none
 * @param fields that the form shows
 * @param accept what the button says that accepts
 * @param answer takes the form, gives the answer
 * @param danger whether what is accepted cannot be undone
 */
export function ask({ title, text = null, fields = [], accept, answer = () => true, danger = false }) {
  return new Promise((resolve) => {
    const titleId = uniqueId("dialog");
    let given = null;
    const form = element(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          event.preventDefault();
          given = answer(form);
          dialog.close();
        },
      },
      element("h2", { id: titleId }, title),
      text === null ? null : element("p", {}, text),
      fields,
      element(
        "div",
        { class: "buttons" },
        element("button", { type: "submit", class: danger ? "danger" : "primary" }, accept),
        element("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      ),
    );
    const dialog = element(
      "dialog",
      {
        "aria-labelledby": titleId,
        onclose: () => {
          dialog.remove();
          resolve(given);
        },
      },
      form,
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A field of a dialog with its label. */
export function dialogField(label, input) {
  const id = uniqueId("field");
  input.id = id;
  return element("div", { class: "field" }, element("label", { for: id }, label), input);
}
