import { element, setText, uniqueId } from "../base/dom.js";
import { choicesOf, hintOf } from "./field-hints.js";

/** A field of a form: its label, what the API says that it may be, and what the API says against it. */
export class FormField {
  #field;
  #input;
  #written = null; // a number as it was written, and its text
  #hint = element("p", { class: "hint", id: uniqueId("hint") });
  #error = element("p", { class: "error", id: uniqueId("error") });

  /** @param field as spec-fields.js lists it */
  constructor(field) {
    this.#field = field;
    const id = uniqueId("field");
    this.#input = inputOf(field, id, `${this.#hint.id} ${this.#error.id}`);
    const label = element("label", { for: id }, field.label);
    this.element =
      field.kind === "check"
        ? element("div", { class: "field check-field" }, element("div", { class: "check" }, this.#input, label), this.#hint, this.#error)
        : element("div", { class: field.kind === "positions" ? "field wide" : "field" }, label, this.#input, this.#hint, this.#error);
    this.write(field.first);
  }

  get name() {
    return this.#field.name;
  }

  /** Its fields: itself. */
  get parts() {
    return [this];
  }

  /** Has it say what the API says of it, and offer what may be chosen; what it says itself stays. */
  explain(document) {
    setText(this.#hint, hintOf(document, this.name));
    const choices = choicesOf(document, this.name);
    if (choices.length > 0) {
      const said = this.#input.value;
      this.#input.replaceChildren(...choices.map(option));
      this.write(said);
    }
  }

  /** What it says; text where a number is wanted and it is none, so that the API says what is wrong. Undefined where it is empty. */
  read() {
    const { kind } = this.#field;
    if (kind === "check") {
      return this.#input.checked;
    }
    const text = this.#input.value.trim();
    if (kind === "number") {
      return text === "" ? undefined : this.#isAsWritten(text) ? this.#written.value : numberOr(text);
    }
    if (kind === "numbers") {
      return numbersIn(text);
    }
    if (kind === "positions") {
      return text.split("\n").map(numbersIn).filter((position) => position.length > 0);
    }
    return text === "" ? undefined : text;
  }

  /** Whether it says a whole number that a script would round; one that came from the API stays what it is there. */
  get isInexact() {
    const text = this.#input.value.trim();
    return this.#field.kind === "number" && !this.#isAsWritten(text) && isInexact(Number(text));
  }

  #isAsWritten(text) {
    return this.#written !== null && text === this.#written.text;
  }

  write(value) {
    if (this.#field.kind === "check") {
      this.#input.checked = value;
      return;
    }
    const text = Array.isArray(value) ? textOf(value) : String(value ?? "");
    if (this.#field.kind === "choice" && ![...this.#input.options].some((known) => known.value === text)) {
      this.#input.append(option(text)); // the API says whether it may be
    }
    this.#input.value = text;
    this.#written = typeof value === "number" ? { value, text } : null;
  }

  /** Says what is wrong with it; an empty text if nothing is. */
  complain(text) {
    setText(this.#error, text);
    if (text) {
      this.#input.setAttribute("aria-invalid", "true");
    } else {
      this.#input.removeAttribute("aria-invalid");
    }
  }

  focus() {
    this.#input.closest("details")?.setAttribute("open", "");
    this.#input.focus();
  }
}

function inputOf({ name, kind, example }, id, describedBy) {
  const common = { id, name, "aria-describedby": describedBy };
  if (kind === "choice") {
    return element("select", common);
  }
  if (kind === "check") {
    return element("input", { ...common, type: "checkbox" });
  }
  if (kind === "positions") {
    return element("textarea", { ...common, rows: 3, placeholder: example, autocomplete: "off", spellcheck: "false" });
  }
  return element("input", {
    ...common,
    type: "text",
    placeholder: example,
    inputmode: kind === "number" ? "decimal" : null,
    autocomplete: "off",
    spellcheck: "false",
  });
}

function option(choice) {
  return element("option", { value: choice }, choice);
}

/** Numbers in a row; a row a line. */
function textOf(values) {
  return values.some(Array.isArray) ? values.map(textOf).join("\n") : values.join(", ");
}

function numbersIn(text) {
  return text.split(/[,\s]+/).filter((part) => part !== "").map(numberOr);
}

function numberOr(text) {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Whether a value is a number beyond those that are all different as a script reads them. */
export function isInexact(value) {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}
