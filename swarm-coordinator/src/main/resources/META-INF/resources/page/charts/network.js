import { element } from "../base/dom.js";
import { percentOf, whole } from "../base/format.js";
import { DataTable } from "../parts/data-table.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { networkDrawing, networkKey } from "./network-drawing.js";

/**
 * The network before and after.
 *
 * @param evaluationId the candidate that it is drawn after; null for the best so far
 */
export function network(experiment, evaluationId = null) {
  const place = element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Network" });
  const key = element("div", {});
  const figures = new DataTable("Layers", ["Layer", "What it is", "Output", "Channels", "Parameters", "MACs"]);
  let drawnOf;
  const part = new LivePart(
    experiment,
    [evaluationId === null ? "view" : "scores"],
    [key, place, figures.element],
    () => experiment.get(evaluationId === null ? "layers" : `layers?evaluation=${evaluationId}`),
    (answer) => {
      if (drawnOf !== answer.evaluationId) {
        drawnOf = answer.evaluationId;
        key.replaceChildren(networkKey(answer.evaluationId !== null));
        place.replaceChildren(networkDrawing(answer.layers));
        figures.show(() => answer.layers.map(tableRow));
      }
      return null;
    },
  );
  return {
    element: panel(
      evaluationId === null ? "The network, before and after" : "Its network",
      {
        wide: true,
        help: `Each block is a layer with weights, as high as it has channels: the outline before, the filled part what ${evaluationId === null ? "the best so far" : "this candidate"} keeps.`,
      },
      part.element,
    ),
    dispose: () => part.dispose(),
  };
}

function tableRow({ name, description, height, width, before, after }) {
  const change = (what) =>
    after === null
      ? whole(before[what])
      : `${whole(after[what])} of ${whole(before[what])}` +
        (before[what] > 0 ? ` (${percentOf(after[what], before[what])})` : "");
  return [name, description, `${height} × ${width}`, change("channels"), change("parameters"), change("macs")];
}
