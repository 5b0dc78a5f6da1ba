import { shape } from "../base/dom.js";
import { percentOf, short } from "../base/format.js";
import { key } from "../parts/key.js";

const WIDTH = 34;
const GAP = 26;

/** Names slant to the left of their blocks. */
const LEFT = 68;
const RIGHT = 24;
const TALLEST = 170;
const LOWEST = 3;
const ARC_ROOM = 46;
const LABEL_ROOM = 92;

/** What is drawn as a block: what has filters or units of its own, as wide as it has channels. */
const BLOCKS = new Set(["CONVOLUTION", "DENSE"]);

/** What is drawn as a sign between blocks. */
const SIGNS = { ADD: "+", CONCAT: "∪", POOLING: "↓", GLOBAL_AVERAGE_POOLING: "↓" };

/**
 * A network, layer by layer: the outline of each block is the layer before, the filled part what is
 * left of it, and arcs join what a layer reads that is not the one before it.
 *
 * @param layers as GET of an experiment's layers gives them
 */
export function networkDrawing(layers) {
  const drawn = layers.filter(({ kind }) => BLOCKS.has(kind) || SIGNS[kind]);
  const widest = Math.max(...drawn.filter(isBlock).map(({ before }) => before.channels));
  const middle = ARC_ROOM + TALLEST / 2;
  let x = LEFT;
  const places = new Map();
  drawn.forEach((layer) => {
    const width = isBlock(layer) ? WIDTH : WIDTH / 2;
    places.set(layer.name, { left: x, right: x + width, order: places.size });
    x += width + GAP;
  });
  const width = x - GAP + RIGHT;
  const height = ARC_ROOM + TALLEST + LABEL_ROOM;
  const picture = shape("svg", {
    class: "network",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": words(drawn),
  });
  picture.append(...edges(layers, drawn, places, middle));
  drawn.forEach((layer) =>
    picture.append(isBlock(layer) ? block(layer, places.get(layer.name), middle, widest) : sign(layer, places.get(layer.name), middle)),
  );
  return picture;
}

function isBlock({ kind }) {
  return BLOCKS.has(kind);
}

function words(drawn) {
  const blocks = drawn.filter(isBlock);
  const parts = blocks.map(({ name, before, after }) =>
    after === null ? `${name} ${before.channels} channels` : `${name} keeps ${after.channels} of ${before.channels}`,
  );
  return `The network, layer by layer: ${parts.join(", ")}. The table below says the same.`;
}

function block(layer, { left }, middle, widest) {
  const size = (channels) => Math.max(LOWEST, (TALLEST * channels) / widest);
  const outer = size(layer.before.channels);
  const bottom = ARC_ROOM + TALLEST + 16;
  const centre = left + WIDTH / 2;
  const group = shape(
    "g",
    { class: `block ${layer.kind.toLowerCase()}` },
    shape("title", {}, title(layer)),
    shape("rect", { class: "before", x: left, y: middle - outer / 2, width: WIDTH, height: outer, rx: 3 }),
  );
  if (layer.after !== null) {
    const inner = size(layer.after.channels);
    group.append(shape("rect", { class: "after", x: left, y: middle - inner / 2, width: WIDTH, height: inner, rx: 3 }));
  }
  group.append(
    shape(
      "text",
      { class: "kept", x: centre, y: bottom, "text-anchor": "middle" },
      layer.after === null ? `${layer.before.channels}` : `${layer.after.channels}/${layer.before.channels}`,
    ),
    shape(
      "text",
      { class: "name", x: centre, y: bottom + 14, "text-anchor": "end", transform: `rotate(-38 ${centre} ${bottom + 14})` },
      shortened(layer.name),
    ),
  );
  return group;
}

function title({ name, description, height, width, before, after }) {
  return [
    `${name}: ${description}, output ${height} × ${width}`,
    after === null ? `${before.channels} channels` : `keeps ${after.channels} of ${before.channels} channels`,
    after === null ? `${short(before.parameters)} parameters` : `${short(after.parameters)} of ${short(before.parameters)} parameters (${percentOf(after.parameters, before.parameters)})`,
    after === null ? `${short(before.macs)} MACs` : `${short(after.macs)} of ${short(before.macs)} MACs (${percentOf(after.macs, before.macs)})`,
  ].join("\n");
}

function sign(layer, { left, right }, middle) {
  const centre = (left + right) / 2;
  return shape(
    "g",
    { class: "joint" },
    shape("title", {}, `${layer.name}: ${layer.description}`),
    shape("circle", { cx: centre, cy: middle, r: 9 }),
    shape("text", { x: centre, y: middle + 4, "text-anchor": "middle" }, SIGNS[layer.kind]),
  );
}

/** Lines between what is drawn, through what is not. */
function edges(layers, drawn, places, middle) {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const source = (name) => {
    let layer = byName.get(name);
    while (layer && !places.has(layer.name)) {
      layer = byName.get(layer.inputs[0]);
    }
    return layer?.name ?? null;
  };
  const lines = [];
  drawn.forEach((layer) => {
    new Set(layer.inputs.map(source)).forEach((from) => {
      if (from !== null) {
        lines.push(edge(places.get(from), places.get(layer.name), middle));
      }
    });
  });
  return lines;
}

function edge(from, to, middle) {
  if (to.order - from.order === 1) {
    return shape("path", { class: "edge", d: `M${from.right} ${middle}H${to.left}` });
  }
  const start = (from.left + from.right) / 2;
  const end = (to.left + to.right) / 2;
  const top = ARC_ROOM - 6;
  const peak = 6;
  return shape("path", {
    class: "edge skip",
    d: `M${start} ${middle}V${top}C${start} ${peak} ${end} ${peak} ${end} ${top}V${middle - 9}`,
  });
}

function shortened(name) {
  return name.length <= 16 ? name : `…${name.slice(-15)}`;
}

/** What the drawing means. */
export function networkKey(hasAfter) {
  return key([
    ["Channels before", "outline"],
    ...(hasAfter ? [["Channels kept by a convolution", "area strong"], ["Units kept by a dense layer", "area good"]] : []),
    ["+ adds what an arc brings, ↓ pools", null],
  ]);
}
