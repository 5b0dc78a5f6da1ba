import { element } from "../base/dom.js";
import { bytes, moment } from "../base/format.js";
import { showTable } from "./data-table.js";
import { downloadButton } from "./download.js";
import { LivePart } from "./live-part.js";
import { panel } from "./panel.js";

/** What came of an experiment, to be saved. */
export function files(experiment) {
  const place = element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Files" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const tell = (text) => {
    trouble.textContent = text;
  };
  const part = new LivePart(
    experiment,
    ["view"],
    place,
    () => experiment.get("artifacts"),
    ({ items }) => {
      showTable(
        place,
        "Files",
        ["File", "Size", "Written", "Save"],
        items.map(({ name, bytes: size, modified }) => [
          name,
          bytes(size),
          moment(modified),
          downloadButton(
            element("span", {}, "Save", element("span", { class: "spoken-only" }, ` ${name}`)),
            name,
            () => experiment.download(`artifacts/${encodeURIComponent(name)}`),
            tell,
          ),
        ]),
      );
      return null;
    },
  );
  const report = downloadButton("Save report.html", `${experiment.id}.html`, () => experiment.download("report.html"), tell);
  return {
    element: element(
      "div",
      { class: "panels" },
      panel("Files", { wide: true, help: "The model and all about it, once the retraining has ended." }, part.element),
      panel(
        "Report",
        { wide: true, help: "All that is to be seen here as one file, which needs no coordinator and no network." },
        report,
        trouble,
      ),
    ),
    dispose: () => part.dispose(),
  };
}
