import { element } from "../base/dom.js";
import { duration, shortHash, timeOfDay, whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";
import { DataTable } from "../parts/data-table.js";
import { key } from "../parts/key.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { Chart, tooltip } from "./chart.js";
import { openCandidate } from "./points.js";

const NEWEST = 400;

/** Outcomes as the API and as people call them, with the colour's name. */
const OUTCOMES = {
  RUNNING: ["is being evaluated", "warning"],
  EVALUATED: ["evaluated", "accent"],
  OUTRUN: ["ended early", "accentWeak"],
  FAILED: ["failed", "bad"],
  HANDED_BACK: ["handed back", "muted"],
  LOST: ["lost with its worker", "text"],
};

/** Who had what when; what somebody had had before is marked. */
export function timeline(experiment) {
  const chart = new Chart("tall");
  const meaning = element("div", {});
  const note = element("p", { class: "note" });
  const figures = new DataTable("Evaluations, the newest first", [
    "Evaluation",
    "Worker",
    "Began",
    "Took",
    "Outcome",
    "Delivered again",
  ]);
  const part = new LivePart(
    experiment,
    ["scores", "workers"],
    [meaning, chart.element, note, figures.element],
    () => experiment.get(`timeline?limit=${NEWEST}`),
    ({ total, items }) => {
      if (items.length === 0) {
        return "No worker has taken anything yet.";
      }
      meaning.replaceChildren(keyOf(items));
      chart.show(words(items, total), (colours) => options(items, colours));
      note.textContent = items.length < total ? `The newest ${whole(items.length)} of ${whole(total)} are drawn.` : "";
      figures.show(() => [...items].reverse().map((item) => tableRow(experiment, item)));
      return null;
    },
  );
  chart.on("click", ({ data }) => data?.item && openCandidate(experiment, data.item.evaluationId));
  return {
    element: panel(
      "Timeline",
      { wide: true, help: "Who evaluated what when. A triangle marks what was delivered again. Scroll to zoom, drag to move." },
      part.element,
    ),
    dispose() {
      part.dispose();
      chart.dispose();
    },
  };
}

function keyOf(items) {
  const there = new Set(items.map(({ outcome }) => outcome));
  return key(
    Object.entries(OUTCOMES)
      .filter(([outcome]) => there.has(outcome))
      .map(([outcome, [word]]) => [word, `area outcome-${outcome.toLowerCase().replace("_", "-")}`]),
  );
}

function workersOf(items) {
  return [...new Set(items.map(({ worker }) => worker))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function words(items, total) {
  const again = items.filter(({ redelivered }) => redelivered).length;
  return `Timeline of ${whole(items.length)} of ${whole(total)} evaluations by ${workersOf(items).length} workers; ${again} of them were delivered again.`;
}

function endOf({ start, end }) {
  return Date.parse(end ?? new Date().toISOString()) || Date.parse(start);
}

function tableRow(experiment, item) {
  return [
    element("a", { href: candidateAddress(experiment.id, item.evaluationId) }, shortHash(item.evaluationId)),
    item.worker,
    timeOfDay(item.start),
    item.end === null ? "–" : duration(Date.parse(item.end) - Date.parse(item.start)),
    OUTCOMES[item.outcome][0] + (item.reason ? `: ${item.reason}` : ""),
    item.redelivered ? "yes" : "no",
  ];
}

function options(items, colours) {
  const workers = workersOf(items);
  return {
    grid: { left: 110, right: 24, top: 12, bottom: 84 },
    tooltip: tooltip(colours, { formatter: ({ data }) => tip(data.item) }),
    dataZoom: [
      { type: "inside", filterMode: "weakFilter" },
      { type: "slider", filterMode: "weakFilter", height: 22, bottom: 12, borderColor: colours.line, textStyle: { color: colours.textWeak } },
    ],
    xAxis: {
      type: "time",
      axisLabel: { color: colours.textWeak, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      splitLine: { show: true, lineStyle: { color: colours.line, opacity: 0.5 } },
    },
    yAxis: {
      type: "category",
      data: workers,
      inverse: true,
      axisLabel: { color: colours.textWeak, width: 96, overflow: "truncate" },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    series: [
      {
        type: "custom",
        renderItem: (parameters, api) => bar(parameters, api, items, colours),
        encode: { x: [1, 2], y: 0 },
        data: items.map((item) => ({ value: [workers.indexOf(item.worker), Date.parse(item.start), endOf(item)], item })),
      },
    ],
  };
}

function bar({ dataIndex }, api, items, colours) {
  const item = items[dataIndex];
  const [left, middle] = api.coord([api.value(1), api.value(0)]);
  const [right] = api.coord([api.value(2), api.value(0)]);
  const height = Math.min(26, api.size([0, 1])[1] * 0.6);
  const width = Math.max(2, right - left - 1);
  const children = [
    {
      type: "rect",
      shape: { x: left, y: middle - height / 2, width, height, r: width > 6 ? 2 : 0 },
      style: { fill: colours[OUTCOMES[item.outcome][1]] },
    },
  ];
  if (item.redelivered) {
    const top = middle - height / 2;
    children.push({
      type: "polygon",
      shape: { points: [[left - 5, top - 8], [left + 5, top - 8], [left, top]] },
      style: { fill: colours.bad },
    });
  }
  return { type: "group", children };
}

function tip(item) {
  return [
    `${item.worker}: ${OUTCOMES[item.outcome][0]}`,
    item.iteration === null ? shortHash(item.evaluationId) : `iteration ${item.iteration}, particle ${item.particle}`,
    `${timeOfDay(item.start)}, ${item.end === null ? "not ended" : duration(Date.parse(item.end) - Date.parse(item.start))}`,
    item.redelivered ? "delivered again" : null,
    item.reason,
  ]
    .filter(Boolean)
    .join("\n");
}
