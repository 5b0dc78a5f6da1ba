import { element, setText, uniqueId } from "../base/dom.js";
import { hintOf } from "./field-hints.js";
import { FormField } from "./form-field.js";
import { at, isEmpty, put } from "./merge-patch.js";
import { RUNG_FIELDS, RUNG_OPTIONAL } from "./spec-fields.js";

/** More than most data have: then all are looked at. */
const ALL_IMAGES = 10_000;

/** What the command begins a ladder with. */
const FIRST_STRUCTURES = 10;

/** Of three structures one goes on, as successive halving does it by default. */
const ONE_OF = 3;

const TUNING = { steps: 50, learningRate: 0.02 };

/** A ladder of rungs, each with the fields of an evaluation; there may be none. */
export class LadderField {
  #name;
  #searched;
  #changed;
  #document = null;
  #rungs = [];
  #list = element("div", { class: "rungs" });
  #hint = element("p", { class: "hint", id: uniqueId("hint") });
  #error = element("p", { class: "error", id: uniqueId("error") });
  #add = element(
    "button",
    { type: "button", "aria-describedby": `${this.#hint.id} ${this.#error.id}`, onclick: () => this.#append() },
    "Add a rung",
  );

  /**
   * @param name that the API knows it by
   * @param searched gives how the search evaluates, as the form says it
   * @param changed told where a rung is added or goes
   */
  constructor(name, searched, changed) {
    this.#name = name;
    this.#searched = searched;
    this.#changed = changed;
    this.element = element("div", { class: "field wide" }, this.#hint, this.#list, element("div", { class: "buttons" }, this.#add), this.#error);
  }

  get name() {
    return this.#name;
  }

  /** The fields of the rungs, and itself. */
  get parts() {
    return [...this.#rungs.flatMap(({ fields }) => [...fields.values()]), this];
  }

  explain(document) {
    this.#document = document;
    setText(this.#hint, hintOf(document, this.#name));
    this.#rungs.forEach(({ fields }) => fields.forEach((field) => field.explain(document)));
  }

  read() {
    return this.#rungs.map(({ fields }) => {
      const rung = {};
      fields.forEach((field, name) => put(rung, name, field.read()));
      RUNG_OPTIONAL.filter((group) => isEmpty(at(rung, group))).forEach((group) => put(rung, group, null));
      return rung;
    });
  }

  write(rungs) {
    this.#rungs = rungs.map((rung, place) => this.#rung(rung, place));
    this.#list.replaceChildren(...this.#rungs.map((rung) => rung.element));
  }

  complain(text) {
    setText(this.#error, text);
  }

  focus() {
    this.#add.closest("details")?.setAttribute("open", "");
    this.#add.focus();
  }

  #rung(values, place) {
    const fields = new Map(
      RUNG_FIELDS.map((field) => {
        const made = new FormField({ ...field, name: `${this.#name}[${place}].${field.name}`, first: at(values, field.name) });
        if (this.#document) {
          made.explain(this.#document);
        }
        return [field.name, made];
      }),
    );
    const title = `Rung ${place + 1}`;
    return {
      fields,
      element: element(
        "fieldset",
        {},
        element("legend", {}, title),
        element("div", { class: "fields-of-group" }, [...fields.values()].map((field) => field.element)),
        element("div", { class: "buttons" }, element("button", { type: "button", onclick: () => this.#remove(place) }, `Remove ${title.toLowerCase()}`)),
      ),
    };
  }

  #append() {
    const rungs = this.read();
    this.write([...rungs, this.#next(rungs.at(-1))]);
    this.#rungs.at(-1).fields.values().next().value.focus();
    this.#changed();
  }

  /** What the command would have next: all images first, then the best of these after some training. */
  #next(last) {
    return last === undefined
      ? { structures: FIRST_STRUCTURES, evaluation: { ...this.#searched(), validationImages: ALL_IMAGES } }
      : { structures: Math.ceil(last.structures / ONE_OF) || 1, evaluation: { ...last.evaluation, fineTuning: TUNING } };
  }

  #remove(place) {
    this.write(this.read().filter((rung, other) => other !== place));
    this.focus();
    this.#changed();
  }
}
