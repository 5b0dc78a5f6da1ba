import { element, renew } from "../base/dom.js";
import { count, duration, moment, percent, percentOf, timeOfDay, whole } from "../base/format.js";
import { experimentAddress } from "../base/routes.js";
import { network } from "../charts/network.js";
import { retrainButton } from "../parts/actions.js";
import { showTable } from "../parts/data-table.js";
import { Figures } from "../parts/figures.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";

const RETRAINABLE = new Set(["SEARCHING", "PAUSED", "STOPPED"]);

/** A candidate: its score, its cost, its structure, and where they come from. */
export function candidate(experiment, evaluationId) {
  const drawing = network(experiment, evaluationId);
  const figures = new Figures(["Accuracy", "Parameters", "MACs", "Weights"]);
  const provenance = element("div", {});
  const structure = element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Structure" });
  const attempts = element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Who had it" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const retrain = retrainButton(experiment, evaluationId, (text) => (trouble.textContent = text));
  const part = new LivePart(
    experiment,
    ["view"],
    [
      figures.element,
      element("div", { class: "buttons" }, retrain),
      trouble,
      element(
        "div",
        { class: "panels" },
        panel("Where it comes from", {}, provenance),
        panel("Who had it", {}, attempts),
        panel("Structure", { wide: true, help: "The channels that each group keeps." }, structure),
      ),
    ],
    () => experiment.get(`scores/${evaluationId}`),
    (answer) => {
      figures.show(figuresOf(answer));
      retrain.hidden = !(
        experiment.isLive && RETRAINABLE.has(experiment.view.state) && answer.evaluation.accuracy !== null
      );
      renew(provenance, [provenanceOf(answer, experiment.view.spec)]);
      showStructure(structure, answer);
      showAttempts(attempts, answer);
      return null;
    },
  );
  return {
    element: element(
      "div",
      {},
      element("p", {}, element("a", { href: experimentAddress(experiment.id, "candidates") }, "← All candidates")),
      element("h2", { class: "title" }, "Candidate ", element("code", {}, evaluationId.slice(0, 16))),
      part.element,
      element("div", { class: "panels" }, drawing.element),
    ),
    dispose() {
      part.dispose();
      drawing.dispose();
    },
  };
}

function figuresOf({ evaluation, baseline, best }) {
  const { accuracy, accuracyAtMost, failure, cost } = evaluation;
  const score =
    accuracy !== null
      ? [percent(accuracy), best ? "the best so far" : `loss ${evaluation.loss?.toFixed(3)}`]
      : accuracyAtMost !== null
        ? [`≤ ${percent(accuracyAtMost)}`, "ended early: it could no longer be better than its particle's best"]
        : ["none", failure ?? "it could not be evaluated"];
  const costOf = (what) => [percentOf(cost[what], baseline[what]), `${whole(cost[what])} of ${whole(baseline[what])}`];
  return [score, costOf("parameters"), costOf("macs"), costOf("bytes")];
}

function provenanceOf({ evaluation, position }, spec) {
  const entries = [
    ["Evaluation", element("code", { class: "hash" }, evaluation.evaluationId)],
    ["Asked for by", `particle ${evaluation.particle} in iteration ${evaluation.iteration}`],
    ["Evaluated by", `${evaluation.worker} in ${duration(evaluation.millis)}`],
    ["On", evaluation.images === null ? "nothing" : count(evaluation.images, "validation image")],
    ["For", evaluation.takenFrom ? `experiment ${evaluation.takenFrom}; its score was known` : "this experiment"],
    ["Baseline", element("code", { class: "hash" }, spec.baseline.sha256)],
    ["Data", element("code", { class: "hash" }, spec.dataset.file.sha256)],
    ["Position", position ? position.map((x) => x.toFixed(3)).join(", ") : "not known"],
  ];
  return element(
    "dl",
    { class: "fields" },
    entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function showStructure(place, { groups }) {
  showTable(
    place,
    "Structure",
    ["Channel group", "Keeps", "Share", "Channels"],
    groups.map(({ group, channels, kept }) => [
      group,
      `${whole(kept.length)} of ${whole(channels)}`,
      element("span", { class: "share" }, element("meter", { min: "0", max: "1", value: String(kept.length / channels), "aria-label": `Share that ${group} keeps` }), ` ${percentOf(kept.length, channels)}`),
      element("span", { class: "channels" }, ranges(kept)),
    ]),
  );
}

/** 0–3, 7, 9–12 */
function ranges(ascending) {
  const parts = [];
  let first = 0;
  ascending.forEach((channel, i) => {
    if (ascending[i + 1] !== channel + 1) {
      const from = ascending[first];
      parts.push(from === channel ? `${channel}` : `${from}–${channel}`);
      first = i + 1;
    }
  });
  return parts.join(", ");
}

function showAttempts(place, { attempts }) {
  if (!attempts || attempts.length === 0) {
    place.replaceChildren(element("p", { class: "notice" }, "What workers said of it is forgotten."));
    return;
  }
  showTable(
    place,
    "Who had it",
    ["Worker", "Began", "Took", "Outcome"],
    attempts.map(({ worker, start, end, outcome, reason, redelivered }) => [
      worker,
      element("time", { datetime: start, title: moment(start) }, timeOfDay(start)),
      end === null ? "–" : duration(Date.parse(end) - Date.parse(start)),
      outcome.toLowerCase().replace("_", " ") + (redelivered ? ", delivered again" : "") + (reason ? `: ${reason}` : ""),
    ]),
  );
}
