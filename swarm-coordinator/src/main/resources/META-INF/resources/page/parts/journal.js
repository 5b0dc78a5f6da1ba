import { element, renew } from "../base/dom.js";
import { moment, timeOfDay, whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";
import { Choice } from "./choice.js";
import { LivePart } from "./live-part.js";
import { panel } from "./panel.js";

const PAGE = 100;
const MOST = 1_000;
const LEVELS = { INFO: "", WARNING: "Warning", ERROR: "Error" };

/**
 * What happened to an experiment, in plain words, the newest first.
 *
 * @param limit how many are shown at most
 */
export function journal(experiment, { limit = PAGE, title = "Events and failures", wide = true } = {}) {
  const list = element("ol", { class: "journal", reversed: true });
  const note = element("p", { class: "note" });
  const older = element("button", { type: "button", onclick: () => more() }, "Show older ones");
  let wanted = limit < PAGE || experiment.isLive ? limit : MOST;
  let last = null;
  const choice = new Choice("Show", [["all", "All"], ["failures", "Warnings and errors"]], () => draw());
  const part = new LivePart(
    experiment,
    ["view", "scores", "workers"],
    [list, note, limit === PAGE ? older : null].filter(Boolean),
    () => experiment.get(`journal?limit=${wanted}`),
    (answer) => {
      last = answer;
      draw();
      return answer.items.length === 0 ? "Nothing has happened yet." : null;
    },
  );

  function draw() {
    if (last === null) {
      return;
    }
    const shown = [...last.items].reverse().filter(({ level }) => choice.value === "all" || level !== "INFO");
    renew(list, shown.map((event) => entry(experiment, event)));
    const left = last.total - last.forgotten - last.items.length;
    older.hidden = left <= 0 || !experiment.isLive || wanted >= MOST;
    note.textContent = limit === PAGE ? noteOf(last, left, shown) : "";
  }

  function more() {
    wanted = Math.min(MOST, wanted + PAGE);
    part.refresh();
  }

  return {
    element: panel(
      title,
      { wide, controls: limit === PAGE ? [choice.element] : [] },
      part.element,
    ),
    dispose: () => part.dispose(),
  };
}

function noteOf({ forgotten }, left, shown) {
  return [
    shown.length === 0 ? "None of these." : "",
    left > 0 ? `${whole(left)} older ones are not shown.` : "",
    forgotten > 0 ? `${whole(forgotten)} were forgotten, to bound the memory.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function entry(experiment, { at, level, text, evaluationId, worker }) {
  return element(
    "li",
    { "data-level": level.toLowerCase() },
    element("time", { datetime: at, title: moment(at) }, timeOfDay(at)),
    element(
      "span",
      {},
      LEVELS[level] ? element("strong", {}, `${LEVELS[level]}: `) : null,
      level === "INFO" ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text,
      evaluationId ? " " : null,
      evaluationId
        ? element("a", { href: candidateAddress(experiment.id, evaluationId), "aria-label": `The candidate of: ${text}` }, "candidate")
        : null,
      worker ? element("span", { class: "weak" }, ` · ${worker}`) : null,
    ),
  );
}
