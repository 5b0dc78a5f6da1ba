import { element, uniqueId } from "../base/dom.js";
import { bytes, count } from "../base/format.js";
import { reason } from "./busy.js";

/** A field that names a file, and can take one from the user's machine to the coordinator's. */
export class UploadField {
  #api;
  #status = element("p", { class: "hint", role: "status" });
  #offer;
  #type;
  #uploaded;

  /**
   * @param field as spec-fields.js lists it
   * @param formField shows it
   * @param uploaded told what the API answers
   */
  constructor(api, field, formField, uploaded) {
    this.#api = api;
    this.#uploaded = uploaded;
    this.#type = field.upload.type;
    const id = uniqueId("upload");
    const input = element("input", { type: "file", id, accept: field.upload.accept, onchange: () => this.#send(input.files[0]) });
    this.#offer = element(
      "label",
      { class: "file", for: id, hidden: true },
      element("span", {}, `or upload ${field.upload.what}`),
      input,
    );
    this.element = element("div", { class: "upload" }, formField.element, this.#offer, this.#status);
  }

  /** Has it take files: the coordinator does. */
  offer() {
    this.#offer.hidden = false;
  }

  async #send(file) {
    if (!file) {
      return;
    }
    this.#status.textContent = `${file.name} (${bytes(file.size)}) is on its way…`;
    try {
      const answer = await this.#api.upload("/uploads", file, this.#type);
      this.#uploaded(answer);
      this.#status.textContent = `${file.name} is there: ${contentOf(answer)}.`;
    } catch (error) {
      this.#status.textContent = `${file.name} was not taken. ${reason(error)}`;
    }
  }
}

function contentOf({ model, data }) {
  return model
    ? `it takes images of ${sizeOf(model)} and tells ${count(model.classes, "class", "classes")} apart`
    : `${count(data.trainingImages + data.validationImages, "image")} of ${sizeOf(data)} in ${count(data.classes, "class", "classes")}`;
}

/** Of an image: channels, height and width. */
export function sizeOf({ channels, height, width }) {
  return `${channels}×${height}×${width}`;
}
