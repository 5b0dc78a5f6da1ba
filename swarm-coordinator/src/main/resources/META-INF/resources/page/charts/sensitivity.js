import { element } from "../base/dom.js";
import { percent } from "../base/format.js";
import { DataTable } from "../parts/data-table.js";
import { panel } from "../parts/panel.js";
import { reason } from "../parts/busy.js";
import { axis, Chart, legend, tooltip } from "./chart.js";

const LARGEST_BYTES = 16_000_000;

/**
 * How accurate the network is when one channel group alone loses channels, from the file that
 * "psopruner sensitivity" writes. The file is read here and goes nowhere.
 */
export function sensitivity() {
  const chart = new Chart("tall");
  const figures = new DataTable("Accuracy by share removed", ["Group", "Channels", "Accuracies"]);
  const content = element("div", { hidden: true }, chart.element, figures.element);
  const notice = element("p", { class: "notice", role: "status" }, "No analysis is open.");
  const input = element("input", {
    type: "file",
    accept: "application/json,.json",
    onchange: () => open(input.files[0]),
  });

  async function open(file) {
    if (!file) {
      return;
    }
    try {
      const report = checked(file.size <= LARGEST_BYTES ? await file.text() : "");
      content.hidden = false;
      notice.textContent = `${file.name}: the whole network has an accuracy of ${percent(report.accuracy)} on ${report.validationImages} images.`;
      chart.show(words(report), (colours) => options(report, colours));
      figures.show(() => report.groups.map((group) => tableRow(report, group)));
    } catch (error) {
      content.hidden = true;
      notice.textContent = `${file.name} is no analysis that psopruner sensitivity wrote. ${reason(error)}`;
    }
  }

  return {
    element: panel(
      "Sensitivity",
      {
        wide: true,
        help: "How accurate the network is when one channel group alone loses channels, as psopruner sensitivity measures it. Open the file that it wrote; it stays on your machine.",
      },
      element("label", { class: "file" }, element("span", {}, "Open sensitivity.json"), input),
      notice,
      content,
    ),
    dispose: () => chart.dispose(),
  };
}

/** @throws Error if that is no report */
function checked(text) {
  const report = JSON.parse(text);
  const isReport =
    Array.isArray(report.removed) &&
    Array.isArray(report.groups) &&
    report.groups.every(({ group, accuracies }) => typeof group === "string" && Array.isArray(accuracies));
  if (!isReport) {
    throw new Error("removed or groups is missing");
  }
  return report;
}

function words({ groups, removed }) {
  const last = removed.length - 1;
  const ascending = [...groups].sort((a, b) => a.accuracies[last] - b.accuracies[last]);
  return `Line chart of accuracy against the share of channels removed, a line for each of ${groups.length} channel groups. With ${percent(removed[last], 0)} removed, ${ascending[0].group} costs the most and ${ascending[ascending.length - 1].group} the least.`;
}

function tableRow({ removed }, { group, channels, accuracies }) {
  return [group, String(channels), accuracies.map((accuracy, i) => `${percent(removed[i], 0)}: ${percent(accuracy)}`).join(", ")];
}

function options({ groups, removed, accuracy }, colours) {
  return {
    grid: { left: 64, right: 16, top: 64, bottom: 48 },
    legend: { ...legend(colours, groups.map(({ group }) => group)), type: "scroll" },
    tooltip: tooltip(colours, {
      formatter: ({ seriesName, value }) => `${seriesName}\n${percent(value[0], 0)} removed: ${percent(value[1])}`,
    }),
    xAxis: axis(colours, "Channels removed", { min: 0, max: 1, axisLabel: { color: colours.textWeak, formatter: (share) => percent(share, 0) } }),
    yAxis: axis(colours, "Accuracy", { nameGap: 48, scale: true, axisLabel: { color: colours.textWeak, formatter: (share) => percent(share, 0) } }),
    series: groups.map(({ group, accuracies }) => ({
      name: group,
      type: "line",
      symbolSize: 6,
      data: [[0, accuracy], ...accuracies.map((value, i) => [removed[i], value])],
    })),
  };
}
