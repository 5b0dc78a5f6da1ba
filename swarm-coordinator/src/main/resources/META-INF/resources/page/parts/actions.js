import { element } from "../base/dom.js";
import { formAddress, LIST } from "../base/routes.js";
import { whileBusy } from "./busy.js";
import { ask, dialogField } from "./dialog.js";

const MOST_ITERATIONS = 1_000_000;

/** What can be done to an experiment in its state. */
export function actions(experiment) {
  const trouble = element("p", { class: "trouble", role: "alert" });
  const buttons = {
    pause: button("Pause", () => experiment.change("pause")),
    resume: button("Resume", () => experiment.change("resume"), "primary"),
    extend: button("Extend…", () => extend(experiment)),
    stop: button("Stop…", () => stop(experiment)),
    remove: button("Delete…", () => remove(experiment)),
  };
  const clone = element("a", { class: "button", href: formAddress(experiment.id) }, "Clone…");

  function button(label, work, kind = "") {
    const made = element("button", { type: "button", class: kind, onclick: () => press(made, work) }, label);
    return made;
  }

  async function press(pressed, work) {
    trouble.textContent = "";
    await whileBusy(pressed, work, (text) => {
      trouble.textContent = text;
    });
    if (pressed.hidden) {
      Object.values(buttons).find(({ hidden }) => !hidden)?.focus(); // where it was there is nothing now
    }
  }

  function show() {
    const { state } = experiment.view;
    buttons.pause.hidden = state !== "SEARCHING";
    buttons.resume.hidden = state !== "PAUSED";
    buttons.extend.hidden = !experiment.isSearched;
    buttons.stop.hidden = !experiment.isSearched; // a retraining that was begun is finished
  }

  const ending = new AbortController();
  experiment.addEventListener("view", show, { signal: ending.signal });
  show();
  return {
    element: element(
      "div",
      { class: "actions" },
      element(
        "div",
        { class: "buttons", role: "group", "aria-label": "What to do" },
        buttons.pause,
        buttons.resume,
        buttons.extend,
        buttons.stop,
        clone,
        buttons.remove,
      ),
      trouble,
    ),
    dispose: () => ending.abort(),
  };
}

async function extend(experiment) {
  const input = element("input", { type: "number", min: "1", max: String(MOST_ITERATIONS), value: "20", required: true });
  const iterations = await ask({
    title: `Extend ${experiment.id}`,
    text: "The swarm goes on from where it is.",
    fields: [dialogField("Iterations more", input)],
    accept: "Extend",
    answer: () => input.valueAsNumber,
  });
  if (iterations !== null) {
    await experiment.change("extend", { iterations });
  }
}

async function stop(experiment) {
  const retrain = element("input", { type: "checkbox" });
  const field = element("label", { class: "check" }, retrain, element("span", {}, "Retrain the best so far"));
  const wanted = await ask({
    title: `Stop ${experiment.id}?`,
    text: "It cannot go on afterwards. Without retraining there will be no model.",
    fields: experiment.view.globalBest ? [field] : [],
    accept: "Stop",
    answer: () => ({ retrain: retrain.checked }),
    danger: true,
  });
  if (wanted !== null) {
    await experiment.change("stop", wanted);
  }
}

async function remove(experiment) {
  const sure = await ask({
    title: `Delete ${experiment.id}?`,
    text: "It is shown no more, and nothing more is done for it. Files stay, and its name stays taken.",
    accept: "Delete",
    danger: true,
  });
  if (sure) {
    await experiment.delete();
    location.hash = LIST;
  }
}

/**
 * A button that has a candidate retrained, while its experiment may still choose whom to retrain.
 *
 * @param tell takes what went wrong
 */
export function retrainButton(experiment, evaluationId, tell) {
  const button = element(
    "button",
    { type: "button", class: "primary", onclick: () => whileBusy(button, () => retrain(experiment, evaluationId), tell) },
    "Retrain this one…",
  );
  return button;
}

async function retrain(experiment, evaluationId) {
  const sure = await ask({
    title: "Retrain this candidate?",
    text: experiment.isSearched ? "The search ends, and this candidate is retrained in place of the best." : null,
    accept: "Retrain",
    danger: experiment.isSearched,
  });
  if (sure) {
    await experiment.change("retrain", { evaluationId });
  }
}

