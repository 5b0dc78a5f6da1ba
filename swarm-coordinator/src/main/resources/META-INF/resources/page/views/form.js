import { element } from "../base/dom.js";
import { experimentAddress, LIST } from "../base/routes.js";
import { Problem } from "../api/problem.js";
import { reason, whileBusy } from "../parts/busy.js";
import { choicesOf, hintOf } from "../parts/field-hints.js";
import { FormField } from "../parts/form-field.js";
import { at, isEmpty, merged, mergePatch, put } from "../parts/merge-patch.js";
import { FIELD_GROUPS, OPTIONAL, UNSHOWN } from "../parts/spec-fields.js";
import { UploadField } from "../parts/upload-field.js";

/** A field that a problem names at its beginning, as in "no valid ExperimentSpec: swarm.particles is 0; …". */
const NAMED_FIELD = /^(?:no valid \w+: )?([A-Za-z0-9.]+)(?:\[\d+\])*(?: is |: )(.*)$/s;

/** A new experiment, or a copy of one with changes. */
export class FormView {
  title;
  #api;
  #cloneOf;
  #fields = new Map();
  #uploads = [];
  #base = UNSHOWN;
  #key = newKey();
  #trouble = element("p", { class: "trouble", role: "alert" });
  #form;
  #submit;

  constructor(api, { cloneOf }) {
    this.#api = api;
    this.#cloneOf = cloneOf;
    this.title = cloneOf ? `Clone ${cloneOf}` : "New experiment";
    this.#submit = element("button", { type: "submit", class: "primary" }, cloneOf ? "Begin the copy" : "Begin the search");
    this.#form = element(
      "form",
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          whileBusy(this.#submit, () => this.#send(), (text) => (this.#trouble.textContent = text));
        },
        oninput: () => {
          this.#key = newKey(); // other content is another request
        },
      },
      FIELD_GROUPS.map((group) => this.#group(group)),
      this.#trouble,
      element("div", { class: "buttons" }, this.#submit, element("a", { class: "button", href: LIST }, "Cancel")),
    );
    this.element = element(
      "div",
      { class: "form-view" },
      element("h1", { tabindex: "-1" }, this.title),
      element(
        "p",
        { class: "help" },
        cloneOf
          ? `What is not changed here is as in ${cloneOf}. What that one has evaluated is not evaluated again where scores are shared.`
          : "The coordinator checks each field. Files are named as the services see them.",
      ),
      cloneOf ? null : this.#fileField(),
      this.#form,
    );
  }

  shows() {
    return false;
  }

  async open() {
    this.#explain();
    if (!this.#cloneOf) {
      return;
    }
    try {
      const { spec } = await this.#api.get(`/experiments/${encodeURIComponent(this.#cloneOf)}`);
      this.#fill(spec);
      this.#fields.get("id").write(`${spec.id.slice(0, 95)}-copy`);
    } catch (error) {
      this.#trouble.textContent = reason(error);
      this.#form.inert = true;
    }
  }

  dispose() {
    // It holds nothing.
  }

  #group({ title, open, fields }) {
    const made = fields.map((field) => {
      const formField = new FormField(field);
      this.#fields.set(field.name, formField);
      return field.upload ? this.#withUpload(field, formField) : formField.element;
    });
    const body = element("div", { class: "fields-of-group" }, made);
    return open
      ? element("fieldset", {}, element("legend", {}, title), body)
      : element("details", { class: "group" }, element("summary", {}, title), body);
  }

  #withUpload(field, formField) {
    const upload = new UploadField(this.#api, field, formField, (file) => this.#uploaded(field, file));
    this.#uploads.push(upload);
    return upload.element;
  }

  #uploaded({ name, upload }, { uri, sha256 }) {
    this.#fields.get(name).write(uri);
    if (upload.hash !== null) {
      this.#fields.get(upload.hash).write(sha256);
    }
  }

  #fileField() {
    const input = element("input", { type: "file", accept: "application/json,.json", onchange: () => this.#read(input.files[0]) });
    return element(
      "label",
      { class: "file" },
      element("span", {}, "Fill in from a file that psopruner describe wrote"),
      input,
    );
  }

  async #read(file) {
    if (!file) {
      return;
    }
    try {
      this.#fill(JSON.parse(await file.text()));
      this.#trouble.textContent = "";
    } catch (error) {
      this.#trouble.textContent = `${file.name} is no experiment in JSON. ${reason(error)}`;
    }
  }

  #fill(spec) {
    this.#base = spec;
    for (const [name, field] of this.#fields) {
      const value = at(spec, name);
      if (value !== undefined || OPTIONAL.some((group) => name.startsWith(`${group}.`))) {
        field.write(value);
      }
    }
  }

  /** What the API says of the fields is a help; without, they are as they are at first. */
  async #explain() {
    try {
      const document = await this.#api.get("/q/openapi?format=json");
      this.#fields.forEach((field, name) => {
        field.hint(hintOf(document, name));
        const choices = choicesOf(document, name);
        if (choices.length > 0) {
          field.offer(choices);
        }
      });
      if (document.paths["/uploads"]) {
        this.#uploads.forEach((upload) => upload.offer());
      }
    } catch (error) {
      console.warn("The fields have no hints.", error);
    }
  }

  #spec() {
    const shown = {};
    this.#fields.forEach((field, name) => put(shown, name, field.read()));
    OPTIONAL.filter((group) => isEmpty(at(shown, group))).forEach((group) => put(shown, group, null));
    return merged(this.#base, shown);
  }

  async #send() {
    this.#trouble.textContent = "";
    this.#fields.forEach((field) => field.complain(""));
    const spec = this.#spec();
    try {
      const response = this.#cloneOf
        ? await this.#api.post(
            `/experiments/${encodeURIComponent(this.#cloneOf)}/clone`,
            { ...mergePatch(this.#base, spec), id: spec.id },
            { "Content-Type": "application/merge-patch+json" },
          )
        : await this.#api.post("/experiments", spec, { "Idempotency-Key": this.#key });
      const { spec: made } = await response.json();
      location.hash = experimentAddress(made.id);
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.#complain(error);
    }
  }

  /** Shows what the coordinator says beside the field that it names, else at the form's end. */
  #complain(problem) {
    const named = NAMED_FIELD.exec(problem.message);
    const field = this.#fieldOf(named?.[1]) ?? (problem.status === 409 ? this.#fields.get("id") : undefined);
    if (field) {
      field.complain(reason(new Problem(problem.status, problem.title, problem.message.replace(/^no valid \w+: /, ""))));
      field.focus();
    } else {
      this.#trouble.textContent = reason(problem);
    }
  }

  #fieldOf(path) {
    if (!path) {
      return undefined;
    }
    // A problem may name a part of a field, or a group of which it names the first that is missing.
    return (
      this.#fields.get(path) ??
      [...this.#fields.entries()].find(([name]) => path.startsWith(`${name}.`) || name.startsWith(`${path}.`))?.[1]
    );
  }
}

/** A key by which a request that is sent again is known. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
