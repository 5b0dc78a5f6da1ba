import { element } from "../base/dom.js";
import { experimentAddress, LIST } from "../base/routes.js";
import { Problem } from "../api/problem.js";
import { untilAnswered } from "../api/retry.js";
import { reason, whileBusy } from "../parts/busy.js";
import { FormField, isInexact } from "../parts/form-field.js";
import { LadderField } from "../parts/ladder-field.js";
import { at, isEmpty, merged, mergePatch, put } from "../parts/merge-patch.js";
import { FIELD_GROUPS, OPTIONAL } from "../parts/spec-fields.js";
import { sizeOf, UploadField } from "../parts/upload-field.js";

/** A field that a problem names at its beginning, as in "no valid ExperimentSpec: ladder[0].structures is 0; …". */
const NAMED_FIELD = /^(?:no valid \w+: )?([A-Za-z0-9.[\]]+)(?: is |: )/;

/** A new experiment, or a copy of one with changes. */
export class FormView {
  title;
  #api;
  #cloneOf;
  #ending = new AbortController();
  #fields = new Map();
  #uploads = [];
  #sent = new Map(); // what was told of files, by where they lie
  #base = {};
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
        oninput: () => this.#changed(),
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

  /** Also again, if it was refused for want of a token: what was filled in stays. */
  async open() {
    this.#explain();
    if (!this.#cloneOf || this.#base.id !== undefined) {
      return;
    }
    this.#form.inert = true;
    this.#trouble.textContent = "";
    try {
      const { spec } = await this.#get(`/experiments/${encodeURIComponent(this.#cloneOf)}`);
      this.#fill(spec);
      this.#fields.get("id").write(`${spec.id.slice(0, 95)}-copy`);
      this.#form.inert = false;
    } catch (error) {
      if (!this.#ending.signal.aborted) {
        this.#trouble.textContent = reason(error);
      }
    }
  }

  dispose() {
    this.#ending.abort();
  }

  #get(path) {
    return untilAnswered(() => this.#api.get(path), this.#ending.signal);
  }

  #group({ title, open, fields }) {
    const made = fields.map((field) => {
      const formField =
        field.kind === "ladder" ? new LadderField(field.name, () => this.#shown().evaluation, () => this.#changed()) : new FormField(field);
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

  #uploaded({ name, upload }, { uri, sha256, model, data }) {
    this.#fields.get(name).write(uri);
    this.#fields.get(upload.hash).write(data?.sha256 ?? sha256);
    if (model?.normalization) {
      this.#fields.get("dataset.normalization.mean").write(model.normalization.mean);
      this.#fields.get("dataset.normalization.std").write(model.normalization.std);
    }
    this.#sent.set(uri, model ?? data);
    this.#changed();
    this.#fields.get("dataset.file.uri").complain(this.#misfit());
  }

  /** Nobody else sees it before candidates are evaluated. An empty text if there is none, or not both were sent. */
  #misfit() {
    const [model, data] = ["baseline.uri", "dataset.file.uri"].map((name) => this.#sent.get(this.#fields.get(name).read()));
    return model && data && (sizeOf(model) !== sizeOf(data) || model.classes !== data.classes)
      ? `The network takes images of ${sizeOf(model)} and tells ${model.classes} classes apart, but these are of ${sizeOf(data)} in ${data.classes} classes.`
      : "";
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
      this.#fill(JSON.parse(await file.text(), exact));
      this.#trouble.textContent = "";
    } catch (error) {
      this.#trouble.textContent = `${file.name} is no experiment in JSON that can be filled in. ${reason(error)}`;
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
      const document = await this.#get("/q/openapi?format=json");
      this.#fields.forEach((field) => field.explain(document));
      if (document.paths["/uploads"]) {
        this.#uploads.forEach((upload) => upload.offer());
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) {
        console.warn("The fields have no hints.", error);
      }
    }
  }

  /** What the fields say. */
  #shown() {
    const shown = {};
    this.#fields.forEach((field, name) => put(shown, name, field.read()));
    OPTIONAL.filter((group) => isEmpty(at(shown, group))).forEach((group) => put(shown, group, null));
    return shown;
  }

  /** Other content is another request. */
  #changed() {
    this.#key = newKey();
  }

  #parts() {
    return [...this.#fields.values()].flatMap((field) => field.parts);
  }

  async #send() {
    this.#trouble.textContent = "";
    this.#parts().forEach((field) => field.complain(""));
    const inexact = this.#parts().find((field) => field.isInexact);
    if (inexact) {
      inexact.complain(`Here it may have up to ${String(Number.MAX_SAFE_INTEGER).length - 1} digits.`);
      inexact.focus();
      return;
    }
    const spec = merged(this.#base, this.#shown());
    const headers = { "Idempotency-Key": this.#key };
    try {
      const { body } = this.#cloneOf
        ? await this.#api.post(
            `/experiments/${encodeURIComponent(this.#cloneOf)}/clone`,
            { ...mergePatch(this.#base, spec), id: spec.id },
            { ...headers, "Content-Type": "application/merge-patch+json" },
          )
        : await this.#api.post("/experiments", spec, headers);
      location.hash = experimentAddress(body.spec.id);
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
    const parts = this.#parts();
    return (
      parts.find(({ name }) => name === path) ??
      parts.find(({ name }) => path.startsWith(`${name}.`) || path.startsWith(`${name}[`) || name.startsWith(`${path}.`))
    );
  }
}

/** For JSON.parse. @throws Error at a whole number that a script rounds */
function exact(name, value) {
  if (isInexact(value)) {
    throw new Error(`${name} is too large a number for the page; submit the file with psopruner submit`);
  }
  return value;
}

/** A key by which a request that is sent again is known. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
