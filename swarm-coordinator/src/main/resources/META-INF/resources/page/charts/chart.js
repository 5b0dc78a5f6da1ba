import { element } from "../base/dom.js";
import { onLightChange, palette } from "./palette.js";

let library = null;

/** The library is large, and nothing waits for it that needs no chart. */
function loaded() {
  library ??= import("../vendor/echarts.esm.min.js").catch((error) => {
    library = null; // the next chart tries again
    throw error;
  });
  return library;
}

/** A chart that fills the width it is given, in the colours of the light or the dark. */
export class Chart {
  #ending = new AbortController();
  #options = null;
  #chart = null;
  #listeners = [];
  #ended = false;

  /**
   * @param kind names the class that gives its height
   */
  constructor(kind) {
    this.element = element("div", { class: `chart chart-${kind}`, role: "img", "aria-label": "" });
    const sizes = new ResizeObserver(() => this.#fit());
    sizes.observe(this.element);
    this.#ending.signal.addEventListener("abort", () => sizes.disconnect());
    onLightChange(() => this.#draw(), this.#ending.signal);
  }

  /**
   * Draws.
   *
   * @param words what is to be seen, for those who cannot
   * @param options takes the colours, gives what ECharts is to draw
   */
  show(words, options) {
    this.element.setAttribute("aria-label", words);
    this.#options = options;
    this.#draw();
  }

  /** Listens to a chart's event, such as "click". */
  on(name, listener) {
    this.#listeners.push([name, listener]);
    this.#chart?.on(name, listener);
  }

  dispose() {
    this.#ended = true;
    this.#ending.abort();
    this.#chart?.dispose();
    this.#chart = null;
  }

  #fit() {
    if (this.#chart === null) {
      this.#draw(); // it had no width before
    } else if (this.element.clientWidth > 0) {
      this.#chart.resize();
    }
  }

  async #draw() {
    if (this.#options === null) {
      return;
    }
    const echarts = await loaded();
    if (this.#ended || this.element.clientWidth === 0) {
      return;
    }
    if (this.#chart === null) {
      this.#chart = echarts.init(this.element, null, { renderer: "canvas" });
      this.#listeners.forEach(([name, listener]) => this.#chart.on(name, listener));
    }
    const colours = palette();
    this.#chart.setOption({ ...common(colours), ...this.#options(colours) }, { notMerge: true });
  }
}

function common(colours) {
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { color: colours.text, fontFamily: "system-ui, sans-serif", fontSize: 12 },
  };
}

/** What a tooltip looks like. It is drawn, since the page's policy allows no styles in markup. */
export function tooltip(colours, more) {
  return {
    renderMode: "richText",
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 12 },
    confine: true,
    ...more,
  };
}

/** An axis of numbers. */
export function axis(colours, name, more) {
  return {
    type: "value",
    name,
    nameLocation: "middle",
    nameGap: 30,
    nameTextStyle: { color: colours.textWeak },
    axisLabel: { color: colours.textWeak },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { lineStyle: { color: colours.line } },
    splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
    ...more,
  };
}

/** The names of lines, where there are too many for a key beside the chart. */
export function legend(colours, names) {
  return {
    data: names,
    top: 0,
    left: 0,
    itemGap: 16,
    icon: "roundRect",
    itemWidth: 14,
    itemHeight: 8,
    textStyle: { color: colours.textWeak },
  };
}
