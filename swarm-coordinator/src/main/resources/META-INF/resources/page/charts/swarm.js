import { element, setText, uniqueId } from "../base/dom.js";
import { percent, whole } from "../base/format.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { axis, Chart, tooltip } from "./chart.js";
import { openCandidate, POINTS } from "./points.js";
import { principalAxes } from "./principal-axes.js";

const FRAME_MILLIS = 350;

/** Where the candidates of an iteration lie, and those before them: the swarm as it moves. */
export function swarm(experiment) {
  const chart = new Chart("square");
  const slider = element("input", { type: "range", id: uniqueId("iteration"), min: "0", step: "1", oninput: () => draw() });
  const shown = element("output", { for: slider.id });
  const play = element("button", { type: "button", onclick: () => (timer === null ? start() : stop()) }, "Play");
  let timer = null;
  let frames = null;
  const part = new LivePart(
    experiment,
    ["scores"],
    [
      element("div", { class: "slider" }, element("label", { for: slider.id }, "Iteration"), slider, shown, play),
      chart.element,
    ],
    () => experiment.get(POINTS),
    (points) => {
      if (points.items.length === 0) {
        return "Nothing was evaluated yet.";
      }
      const atEnd = frames === null || Number(slider.value) === frames.iterations.length - 1;
      frames = framesOf(points);
      slider.max = String(frames.iterations.length - 1);
      if (atEnd && timer === null) {
        slider.value = slider.max;
      }
      draw();
      return null;
    },
  );
  chart.on("click", ({ data }) => data?.evaluationId && openCandidate(experiment, data.evaluationId));

  function draw() {
    if (frames === null) {
      return;
    }
    const now = frames.iterations[Number(slider.value)];
    setText(shown, whole(now));
    slider.setAttribute("aria-valuetext", `iteration ${now}`);
    chart.show(words(frames, now), (colours) => options(experiment, frames, now, colours));
  }

  function start() {
    if (slider.value === slider.max) {
      slider.value = "0";
    }
    play.textContent = "Halt";
    timer = setInterval(() => {
      slider.value = String(Number(slider.value) + 1);
      draw();
      if (slider.value === slider.max) {
        stop();
      }
    }, FRAME_MILLIS);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  }

  return {
    element: panel(
      "Swarm",
      {
        wide: true,
        help:
          "Each dot is a candidate of the iteration, placed by the shares of channels that it keeps, along the two directions in which" +
          " all candidates differ the most. Grey are those of earlier iterations; the larger a dot, the more accurate.",
      },
      part.element,
    ),
    dispose() {
      stop();
      part.dispose();
      chart.dispose();
    },
  };
}

function framesOf({ groups, items }) {
  const { coordinates, shares } = principalAxes(
    items.map((point) => point.kept.map((channels, i) => channels / groups[i].channels)),
  );
  const known = items.map((point) => point.accuracy ?? point.accuracyAtMost);
  return {
    shares,
    points: items.map((point, i) => ({ point, place: coordinates[i] })),
    iterations: [...new Set(items.map((point) => point.iteration))].sort((a, b) => a - b),
    least: Math.min(...known),
    most: Math.max(...known),
  };
}

function words({ points, shares }, now) {
  const here = points.filter(({ point }) => point.iteration === now);
  return `Scatter chart of the ${here.length} candidates of iteration ${now} along the two directions in which candidates differ the most, which explain ${percent(shares[0], 0)} and ${percent(shares[1], 0)} of how they differ.`;
}

function options(experiment, { points, shares, least, most }, now, colours) {
  const size = ({ point }) =>
    6 + 12 * (most > least ? ((point.accuracy ?? point.accuracyAtMost) - least) / (most - least) : 0.5);
  const dot = (shown) => ({ value: shown.place, evaluationId: shown.point.evaluationId, point: shown.point, symbolSize: size(shown) });
  const span = (i) => {
    const values = points.map(({ place }) => place[i]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (high - low || 1) * 0.06;
    return { min: low - margin, max: high + margin };
  };
  const direction = (i) =>
    axis(colours, `${i === 0 ? "First" : "Second"} direction (${percent(shares[i], 0)} of how they differ)`, {
      ...span(i),
      axisLabel: { show: false },
      axisTick: { show: false },
      nameGap: 14,
    });
  const winner = experiment.view.globalBest?.evaluationId;
  return {
    grid: { left: 40, right: 16, top: 16, bottom: 36 },
    tooltip: tooltip(colours, {
      formatter: ({ data: { point } }) =>
        `Iteration ${point.iteration}, particle ${point.particle}\n` +
        (point.accuracy === null ? `at most ${percent(point.accuracyAtMost)}` : `accuracy ${percent(point.accuracy)}`),
    }),
    xAxis: direction(0),
    yAxis: direction(1),
    series: [
      {
        type: "scatter",
        data: points.filter(({ point }) => point.iteration < now).map((shown) => ({ ...dot(shown), symbolSize: 4 })),
        itemStyle: { color: colours.muted, opacity: 0.35 },
      },
      {
        type: "scatter",
        data: points.filter(({ point }) => point.iteration === now).map(dot),
        itemStyle: { color: colours.accent, opacity: 0.85 },
      },
      {
        type: "scatter",
        symbol: "diamond",
        data: points.filter(({ point }) => point.evaluationId === winner).map((shown) => ({ ...dot(shown), symbolSize: 18 })),
        itemStyle: { color: colours.warning, borderColor: colours.surface, borderWidth: 2 },
      },
    ],
  };
}
