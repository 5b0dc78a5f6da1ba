import { element } from "../base/dom.js";
import { percent, whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";
import { DataTable } from "../parts/data-table.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { Chart, tooltip } from "./chart.js";
import { isBest, openCandidate, POINTS } from "./points.js";

/** Of more lines nothing can be seen. */
const MOST_LINES = 400;

/** A line crosses an axis for each channel group where it keeps that share, and ends at its accuracy. */
export function keptFractions(experiment) {
  const chart = new Chart("tall");
  const figures = new DataTable("Channels that the most accurate candidates keep", [
    "Candidate",
    "Accuracy",
    "Channels kept, by group",
  ]);
  const part = new LivePart(
    experiment,
    ["scores"],
    [element("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Kept fractions" }, chart.element), figures.element],
    () => experiment.get(POINTS),
    ({ groups, items }) => {
      const best = items
        .filter((point) => point.accuracy !== null)
        .sort((a, b) => b.accuracy - a.accuracy)
        .slice(0, MOST_LINES);
      if (best.length === 0) {
        return "Nothing was evaluated yet.";
      }
      chart.element.style.setProperty("min-width", `${groups.length * 56}px`);
      chart.show(words(groups, best), (colours) => options(experiment, groups, best, colours));
      figures.show(() => best.map((point) => tableRow(experiment, groups, point)));
      return null;
    },
  );
  chart.on("click", ({ data }) => data?.evaluationId && openCandidate(experiment, data.evaluationId));
  return {
    element: panel(
      "Kept fractions by layer",
      {
        wide: true,
        help: `Each line is a candidate, of the ${MOST_LINES} most accurate at most, and the thick one the best. Drag along an axis to see only the lines that cross it there.`,
      },
      part.element,
    ),
    dispose() {
      part.dispose();
      chart.dispose();
    },
  };
}

function words(groups, best) {
  const kept = best[0].kept.map((channels, i) => `${groups[i].group} ${channels} of ${groups[i].channels}`);
  return `Parallel coordinates of the fractions that ${whole(best.length)} candidates keep of ${groups.length} channel groups. The most accurate one keeps ${kept.join(", ")}.`;
}

function tableRow(experiment, groups, point) {
  const words = `iteration ${point.iteration}, particle ${point.particle}`;
  return [
    element("a", { href: candidateAddress(experiment.id, point.evaluationId) }, words),
    percent(point.accuracy),
    groups.map(({ group, channels }, i) => `${group} ${point.kept[i]}/${channels}`).join(", "),
  ];
}

function options(experiment, groups, best, colours) {
  const accuracies = best.map((point) => point.accuracy);
  const value = (point) => [...point.kept.map((channels, i) => channels / groups[i].channels), point.accuracy];
  const labels = { color: colours.textWeak, formatter: (share) => percent(share, 0) };
  const axisStyle = {
    nameTextStyle: { color: colours.textWeak, lineHeight: 16 },
    axisLine: { lineStyle: { color: colours.muted } },
    axisTick: { show: false },
    areaSelectStyle: { color: colours.accent, opacity: 0.25, borderColor: colours.accent },
  };
  return {
    tooltip: tooltip(colours, {
      formatter: ({ data }) =>
        `Iteration ${data.point.iteration}, particle ${data.point.particle}\naccuracy ${percent(data.point.accuracy)}`,
    }),
    parallel: { left: 48, right: 64, top: groups.length > 8 ? 96 : 64, bottom: 24, parallelAxisDefault: { type: "value", ...axisStyle } },
    parallelAxis: [
      ...groups.map(({ group, channels }, dim) => ({
        dim,
        name: `${group}\n${channels}`,
        min: 0,
        max: 1,
        interval: 0.25,
        nameRotate: groups.length > 8 ? 40 : 0,
        axisLabel: dim === 0 ? labels : { formatter: () => "" },
      })),
      {
        dim: groups.length,
        name: "accuracy",
        min: Math.floor(20 * Math.min(...accuracies)) / 20,
        max: Math.ceil(20 * Math.max(...accuracies)) / 20,
        axisLabel: labels,
      },
    ],
    visualMap: {
      show: false,
      dimension: groups.length,
      seriesIndex: 0,
      min: Math.min(...accuracies),
      max: Math.max(...accuracies),
      inRange: { color: [colours.first, colours.last] },
    },
    series: [
      {
        type: "parallel",
        lineStyle: { width: 1, opacity: best.length > 100 ? 0.3 : 0.55 },
        data: best.map((point) => ({ value: value(point), evaluationId: point.evaluationId, point })),
      },
      {
        type: "parallel",
        lineStyle: { width: 3.5, opacity: 1, color: colours.warning },
        data: best
          .filter((point) => isBest(experiment, point))
          .map((point) => ({ value: value(point), evaluationId: point.evaluationId, point })),
      },
    ],
  };
}
