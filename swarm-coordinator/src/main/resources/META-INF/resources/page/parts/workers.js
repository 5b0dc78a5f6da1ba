import { element } from "../base/dom.js";
import { duration, moment, shortHash, timeOfDay, whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";
import { showTable } from "./data-table.js";
import { LivePart } from "./live-part.js";
import { panel } from "./panel.js";

/**
 * The workers of an experiment, and what they do now.
 *
 * @param wide whether it takes the whole width
 */
export function workers(experiment, { wide = false } = {}) {
  const place = element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Workers" });
  const part = new LivePart(
    experiment,
    ["workers", "scores", "view"],
    place,
    () => experiment.get("workers"),
    (all) => {
      if (all.length === 0) {
        return "No worker has taken anything of this experiment yet.";
      }
      showTable(
        place,
        "Workers",
        ["Worker", "Now", "Evaluations", "Failed", "Mean time", "Last heard"],
        all.map((worker) => row(experiment, worker)),
      );
      return null;
    },
  );
  return {
    element: panel("Workers", { wide, help: "Who evaluates for this experiment, and what they do now." }, part.element),
    dispose: () => part.dispose(),
  };
}

function row(experiment, { worker, evaluating, evaluations, failed, meanMillis, lastHeard }) {
  return [
    worker,
    now(experiment, evaluating),
    whole(evaluations),
    whole(failed),
    evaluations === 0 ? "–" : duration(meanMillis),
    lastHeard ? element("time", { datetime: lastHeard, title: moment(lastHeard) }, timeOfDay(lastHeard)) : "–",
  ];
}

function now(experiment, evaluating) {
  if (!evaluating) {
    return element("span", { class: "weak" }, "idle here");
  }
  return element(
    "span",
    {},
    "evaluates ",
    element("a", { href: candidateAddress(experiment.id, evaluating.evaluationId) }, shortHash(evaluating.evaluationId)),
    ` since ${timeOfDay(evaluating.since)}`,
    evaluating.attempt > 1 ? element("strong", { class: "again" }, ` (attempt ${evaluating.attempt})`) : null,
  );
}
