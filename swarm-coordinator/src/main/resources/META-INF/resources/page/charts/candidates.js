import { element } from "../base/dom.js";
import { percent, percentOf, shortHash, whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";
import { Choice } from "../parts/choice.js";
import { DataTable } from "../parts/data-table.js";
import { key } from "../parts/key.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { axis, Chart, tooltip } from "./chart.js";
import { COSTS, front, isBest, openCandidate, POINTS, shownOf } from "./points.js";

/** Accuracy against size of every candidate, with the front and the budget. */
export function candidates(experiment) {
  const chart = new Chart("tall");
  const note = element("p", { class: "note" });
  const figures = new DataTable("Candidates on the front", [
    "Candidate",
    "Accuracy",
    "Parameters",
    "MACs",
    "Iteration",
    "Particle",
  ]);
  let last = null;
  const choice = new Choice("Against", COSTS.map(({ name, label }) => [name, label]), () => draw());
  const part = new LivePart(
    experiment,
    ["scores"],
    [
      key([
        ["Evaluated: the stronger the colour, the later", "gradient"],
        ["Ended early: at most this accurate", "ring"],
        ["Front", "line good"],
        ["Best so far", "diamond"],
        ["Budget", "thin dashed bad"],
      ]),
      chart.element,
      note,
      figures.element,
    ],
    () => experiment.get(POINTS),
    (points) => {
      last = points;
      if (points.items.length === 0) {
        return "Nothing was evaluated yet.";
      }
      draw();
      return null;
    },
  );
  chart.on("click", ({ data }) => data.evaluationId && openCandidate(experiment, data.evaluationId));

  function draw() {
    if (last === null || last.items.length === 0) {
      return;
    }
    const cost = COSTS.find(({ name }) => name === choice.value);
    const best = front(last.items, cost);
    chart.show(words(last, best, cost), (colours) => options(experiment, last, best, cost, colours));
    note.textContent = `${shownOf(last)} Select a dot to see the candidate.`.trim();
    figures.show(() => best.map((point) => tableRow(experiment, point, last.baseline)));
  }

  return {
    element: panel(
      "Accuracy against size",
      {
        wide: true,
        help: "Each dot is a candidate; the line joins those that no smaller one beats, and the dashed line is the budget.",
        controls: [choice.element],
      },
      part.element,
    ),
    dispose() {
      part.dispose();
      chart.dispose();
    },
  };
}

function words({ total }, best, cost) {
  const ends =
    best.length === 0
      ? ""
      : ` On the front are ${best.length}, from ${whole(cost.of(best[0]))} ${cost.label} with ${percent(best[0].accuracy)}` +
        ` to ${whole(cost.of(best[best.length - 1]))} with ${percent(best[best.length - 1].accuracy)}.`;
  return `Scatter chart of validation accuracy against ${cost.label}, of ${whole(total)} candidates.${ends}`;
}

function tableRow(experiment, point, baseline) {
  return [
    element("a", { href: candidateAddress(experiment.id, point.evaluationId) }, shortHash(point.evaluationId)),
    percent(point.accuracy),
    `${whole(point.parameters)} (${percentOf(point.parameters, baseline.parameters)})`,
    `${whole(point.macs)} (${percentOf(point.macs, baseline.macs)})`,
    whole(point.iteration),
    whole(point.particle),
  ];
}

function options(experiment, { items, baseline }, best, cost, colours) {
  const all = cost.of(baseline);
  const dot = (point) => ({
    value: [cost.of(point) / all, point.accuracy ?? point.accuracyAtMost, point.iteration],
    evaluationId: point.evaluationId,
    point,
  });
  const evaluated = items.filter((point) => point.accuracy !== null);
  const endedEarly = items.filter((point) => point.accuracy === null);
  const budget = experiment.view.spec.budget[cost.name];
  const winner = items.filter((point) => isBest(experiment, point));
  return {
    grid: { left: 64, right: 24, top: 28, bottom: 48 },
    tooltip: tooltip(colours, { formatter: ({ data }) => tip(data?.point, baseline) }),
    visualMap: {
      type: "continuous",
      seriesIndex: 1,
      dimension: 2,
      min: 0,
      max: Math.max(1, ...items.map((point) => point.iteration)),
      show: false,
      inRange: { color: [colours.first, colours.last] },
    },
    xAxis: axis(colours, `${cost.label}, of the baseline's`, {
      scale: true,
      axisLabel: { color: colours.textWeak, formatter: (value) => percent(value, value < 0.1 ? 1 : 0) },
    }),
    yAxis: axis(colours, "Validation accuracy", {
      nameGap: 48,
      scale: true,
      axisLabel: { color: colours.textWeak, formatter: (value) => percent(value, 0) },
    }),
    series: [
      {
        type: "scatter",
        symbolSize: 6,
        data: endedEarly.map(dot),
        itemStyle: { color: "transparent", borderColor: colours.muted, borderWidth: 1, opacity: 0.6 },
      },
      {
        type: "scatter",
        symbolSize: 8,
        data: evaluated.map(dot),
        itemStyle: { opacity: 0.85, color: colours.last },
        markLine: budget < 1 ? budgetLine(budget, colours) : undefined,
      },
      {
        type: "line",
        step: "end",
        symbol: "circle",
        symbolSize: 5,
        data: best.map(dot),
        lineStyle: { color: colours.good, width: 2 },
        itemStyle: { color: colours.good },
      },
      {
        type: "scatter",
        symbol: "diamond",
        symbolSize: 16,
        data: winner.map(dot),
        itemStyle: { color: colours.warning, borderColor: colours.surface, borderWidth: 2 },
      },
    ],
  };
}

function budgetLine(budget, colours) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colours.bad, type: "dashed", width: 1.5 },
    label: { formatter: `budget ${percent(budget, 1)}`, color: colours.bad, position: "end", align: "right" },
    data: [{ xAxis: budget }],
  };
}

function tip(point, baseline) {
  if (!point) {
    return "";
  }
  return [
    `Iteration ${point.iteration}, particle ${point.particle}`,
    point.accuracy === null
      ? `ended early: at most ${percent(point.accuracyAtMost)}`
      : `accuracy ${percent(point.accuracy)}`,
    `${whole(point.parameters)} parameters (${percentOf(point.parameters, baseline.parameters)})`,
    `${whole(point.macs)} MACs (${percentOf(point.macs, baseline.macs)})`,
  ].join("\n");
}
