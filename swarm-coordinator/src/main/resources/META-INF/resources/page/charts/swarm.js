import { element, setText, uniqueId } from "../base/dom.js";
import { percent, whole } from "../base/format.js";
import { Choice } from "../parts/choice.js";
import { LivePart } from "../parts/live-part.js";
import { panel } from "../parts/panel.js";
import { axis, Chart, tooltip } from "./chart.js";
import { isBest, openCandidate, POINTS, POSITIONS } from "./points.js";
import { principalAxes } from "./principal-axes.js";

const FRAME_MILLIS = 350;

/**
 * What can be placed: with what it is told, what of an answer's item says where it lies, what it is
 * called, and what it says while there is none.
 */
const PLACED = {
  positions: {
    label: "Positions",
    path: POSITIONS,
    vectors: ({ items }) => items.map(({ position }) => position),
    name: "particles",
    help:
      "Each dot is a particle, placed by its position, along the two directions in which all positions differ the most; a line comes" +
      " from where it was in the iteration before, if that is drawn. Grey are those of earlier iterations; the larger a dot, the more accurate what stands there.",
    nothing: "No particle has a position yet.",
  },
  kept: {
    label: "Channels kept",
    path: POINTS,
    vectors: ({ groups, items }) => items.map(({ kept }) => kept.map((channels, i) => channels / groups[i].channels)),
    name: "candidates",
    help:
      "Each dot is a candidate of the iteration, placed by the shares of channels that it keeps, along the two directions in which" +
      " all candidates differ the most. Grey are those of earlier iterations; the larger a dot, the more accurate.",
    nothing: "Nothing was evaluated yet.",
  },
};

/** Where the particles of an iteration, or their candidates, lie, and those before them: the swarm as it moves. */
export function swarm(experiment) {
  const chart = new Chart("square");
  const slider = element("input", { type: "range", id: uniqueId("iteration"), min: "0", step: "1", oninput: () => draw() });
  const shown = element("output", { for: slider.id });
  const play = element("button", { type: "button", onclick: () => (timer === null ? start() : stop()) }, "Play");
  const help = element("p", { class: "help" }, PLACED.positions.help);
  let timer = null;
  let frames = null;
  const choice = new Choice("Placed by", Object.entries(PLACED).map(([value, { label }]) => [value, label]), (value) => {
    stop();
    frames = null;
    setText(help, PLACED[value].help);
    part.refresh();
  });
  const part = new LivePart(
    experiment,
    ["scores"],
    [
      element("div", { class: "slider" }, element("label", { for: slider.id }, "Iteration"), slider, shown, play),
      chart.element,
    ],
    async () => {
      const placed = PLACED[choice.value];
      return { placed, answer: await experiment.get(placed.path) };
    },
    ({ placed, answer }) => {
      if (placed !== PLACED[choice.value]) {
        return null; // another one was chosen meanwhile, and is asked for
      }
      if (answer.items.length === 0) {
        return placed.nothing;
      }
      const atEnd = frames === null || Number(slider.value) === frames.iterations.length - 1;
      frames = framesOf(placed, answer);
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
        controls: [choice.element],
      },
      help,
      part.element,
    ),
    dispose() {
      stop();
      part.dispose();
      chart.dispose();
    },
  };
}

function framesOf(placed, answer) {
  const { items } = answer;
  const { coordinates, shares } = principalAxes(placed.vectors(answer));
  const known = items.map(accuracyOf).filter((accuracy) => accuracy !== null);
  return {
    placed,
    shares,
    points: items.map((point, i) => ({ point, place: coordinates[i] })),
    iterations: [...new Set(items.map((point) => point.iteration))].sort((a, b) => a - b),
    least: Math.min(...known),
    most: Math.max(...known),
  };
}

/** An upper bound where it is not known better; null where nothing is known. */
function accuracyOf({ accuracy, accuracyAtMost }) {
  return accuracy ?? accuracyAtMost;
}

function words({ placed, points, shares }, now) {
  const here = points.filter(({ point }) => point.iteration === now);
  return `Scatter chart of the ${here.length} ${placed.name} of iteration ${now} along the two directions in which ${placed.name} differ the most, which explain ${percent(shares[0], 0)} and ${percent(shares[1], 0)} of how they differ.`;
}

function options(experiment, { placed, points, shares, least, most }, now, colours) {
  const size = ({ point }) => {
    const accuracy = accuracyOf(point);
    return accuracy === null ? 6 : 6 + 12 * (most > least ? (accuracy - least) / (most - least) : 0.5);
  };
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
  return {
    grid: { left: 40, right: 16, top: 16, bottom: 36 },
    tooltip: tooltip(colours, {
      formatter: ({ data: { point } }) => `Iteration ${point.iteration}, particle ${point.particle}\n${tip(point)}`,
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
        type: "lines",
        coordinateSystem: "cartesian2d",
        silent: true,
        data: placed === PLACED.positions ? ways(points, now) : [],
        lineStyle: { color: colours.accent, width: 1, opacity: 0.4 },
      },
      {
        type: "scatter",
        data: points.filter(({ point }) => point.iteration === now).map(dot),
        itemStyle: { color: colours.accent, opacity: 0.85 },
      },
      {
        type: "scatter",
        symbol: "diamond",
        data: points.filter(({ point }) => isBest(experiment, point)).map((shown) => ({ ...dot(shown), symbolSize: 18 })),
        itemStyle: { color: colours.warning, borderColor: colours.surface, borderWidth: 2 },
      },
    ],
  };
}

/** Of each particle, the way to where it is now, if the iteration before is drawn, too. */
function ways(points, now) {
  const before = new Map(
    points.filter(({ point }) => point.iteration === now - 1).map(({ point, place }) => [point.particle, place]),
  );
  return points
    .filter(({ point }) => point.iteration === now && before.has(point.particle))
    .map(({ point, place }) => ({ coords: [before.get(point.particle), place] }));
}

function tip({ evaluationId, accuracy, accuracyAtMost }) {
  if (evaluationId === null) {
    return "waits for its score, or shares another one's";
  }
  if (accuracy !== null) {
    return `accuracy ${percent(accuracy)}`;
  }
  return accuracyAtMost === null ? "could not be evaluated" : `at most ${percent(accuracyAtMost)}`;
}
