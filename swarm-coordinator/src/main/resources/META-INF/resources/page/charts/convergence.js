import { percent, whole } from "../base/format.js";
import { DataTable } from "../parts/data-table.js";
import { key } from "../parts/key.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { axis, Chart, tooltip } from "./chart.js";

const BEST_SO_FAR = "Best so far";
const BEST = "Best of the iteration";
const MEDIAN = "Median";
const SPREAD = "Middle half";

/** What the iterations came to: best, median and spread of their accuracies. */
export function convergence(experiment) {
  const chart = new Chart("wide");
  const figures = new DataTable("Accuracy by iteration", [
    "Iteration",
    "Evaluated",
    "Ended early",
    "Failed",
    "Best",
    "Median",
    "Worst",
    BEST_SO_FAR,
  ]);
  const part = new LivePart(
    experiment,
    ["scores"],
    [
      key([
        [BEST_SO_FAR, "line"],
        [BEST, "thin good"],
        [MEDIAN, "thin dashed"],
        [SPREAD, "area"],
      ]),
      chart.element,
      figures.element,
    ],
    () => experiment.get("convergence?limit=400"),
    ({ items }) => {
      if (items.every((row) => row.bestSoFar === null)) {
        return "Nothing was evaluated yet.";
      }
      chart.show(words(items), (colours) => options(items, colours));
      figures.show(() => items.map(tableRow));
      return null;
    },
  );
  return {
    element: panel(
      "Convergence",
      {
        wide: true,
        help: "Validation accuracy by iteration, of the candidates that were evaluated on all images.",
      },
      part.element,
    ),
    dispose() {
      part.dispose();
      chart.dispose();
    },
  };
}

function words(rows) {
  const last = rows[rows.length - 1];
  return (
    `Line chart of validation accuracy by iteration. After ${whole(last.lastIteration + 1)} iterations` +
    ` the best so far is ${percent(last.bestSoFar)}; the best of the first was ${accuracy(rows[0].best)}.`
  );
}

function accuracy(value) {
  return value === null ? "–" : percent(value);
}

function iterations(row) {
  return row.firstIteration === row.lastIteration
    ? whole(row.firstIteration)
    : `${whole(row.firstIteration)} to ${whole(row.lastIteration)}`;
}

function tableRow(row) {
  return [
    iterations(row),
    whole(row.evaluated),
    whole(row.outrun),
    whole(row.failed),
    accuracy(row.best),
    accuracy(row.median),
    accuracy(row.worst),
    accuracy(row.bestSoFar),
  ];
}

function options(rows, colours) {
  const at = (value) => rows.map((row) => [row.lastIteration, value(row) ?? "-"]);
  const line = (name, value, colour, more) => ({
    name,
    type: "line",
    data: at(value),
    symbol: rows.length > 60 ? "none" : "circle",
    symbolSize: 5,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2 },
    ...more,
  });
  return {
    grid: { left: 64, right: 16, top: 16, bottom: 48 },
    tooltip: tooltip(colours, {
      trigger: "axis",
      formatter: ([first]) => tip(rows.find((row) => row.lastIteration === first.value[0])),
    }),
    xAxis: axis(colours, "Iteration", { min: "dataMin", max: "dataMax", minInterval: 1, splitLine: { show: false } }),
    yAxis: axis(colours, "Validation accuracy", {
      nameGap: 48,
      scale: true,
      axisLabel: { color: colours.textWeak, formatter: (value) => percent(value, 0) },
    }),
    series: [
      spread(rows.filter((row) => row.median !== null), colours),
      line(MEDIAN, (row) => row.median, colours.muted, { connectNulls: true, lineStyle: { color: colours.muted, type: "dashed", width: 1.5 } }),
      line(BEST, (row) => row.best, colours.good, { connectNulls: true, lineStyle: { color: colours.good, width: 1, opacity: 0.6 } }),
      line(BEST_SO_FAR, (row) => row.bestSoFar, colours.accent, { step: "end", symbol: "none", lineStyle: { color: colours.accent, width: 2.5 } }),
    ],
  };
}

/** The area between the quartiles. */
function spread(rows, colours) {
  return {
    name: SPREAD,
    type: "custom",
    silent: true,
    tooltip: { show: false },
    itemStyle: { color: colours.accentWeak },
    clip: true,
    encode: { x: 0, y: [1, 2] },
    data: rows.map((row) => [row.lastIteration, row.lowerQuartile, row.upperQuartile]),
    renderItem: ({ dataIndex }, api) =>
      dataIndex > 0
        ? null
        : {
            type: "polygon",
            shape: {
              points: [
                ...rows.map((row) => api.coord([row.lastIteration, row.upperQuartile])),
                ...[...rows].reverse().map((row) => api.coord([row.lastIteration, row.lowerQuartile])),
              ],
            },
            style: { fill: colours.accentWeak, opacity: 0.45 },
          },
  };
}

function tip(row) {
  return [
    `Iteration ${iterations(row)}`,
    `Best so far ${accuracy(row.bestSoFar)}`,
    `Best ${accuracy(row.best)}, median ${accuracy(row.median)}, worst ${accuracy(row.worst)}`,
    `${whole(row.evaluated)} evaluated, ${whole(row.outrun)} ended early, ${whole(row.failed)} failed`,
  ].join("\n");
}
