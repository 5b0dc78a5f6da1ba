import { element } from "../base/dom.js";
import { panel } from "./panel.js";

/** What was asked for, field by field, and as JSON; an experiment that is extended asks for more. */
export function settings(experiment) {
  const place = element("div", { class: "panels" });
  const ending = new AbortController();
  let shown = null;
  const show = () => {
    const { spec } = experiment.view;
    const json = JSON.stringify(spec, null, 2);
    if (json !== shown) {
      shown = json;
      place.replaceChildren(...panels(spec, json));
    }
  };
  experiment.addEventListener("view", show, { signal: ending.signal });
  show();
  return {
    element: place,
    dispose: () => ending.abort(),
  };
}

function panels(spec, json) {
  const groups = Object.entries(spec).filter(([, value]) => isGroup(value));
  const single = Object.fromEntries(Object.entries(spec).filter(([, value]) => !isGroup(value)));
  return [
    panel("General", {}, fields(single)),
    ...groups.map(([name, group]) => panel(heading(name), {}, fields(group))),
    panel(
      "As JSON",
      { wide: true, help: "As psopruner submit takes it." },
      element("pre", { tabindex: "0", role: "region", "aria-label": "The experiment as JSON" }, json),
    ),
  ];
}

function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fields(group, prefix = "") {
  return element("dl", { class: "fields" }, rows(group, prefix));
}

function rows(group, prefix) {
  return Object.entries(group).flatMap(([name, value]) => {
    if (isGroup(value)) {
      return rows(value, `${prefix}${name}.`);
    }
    return Array.isArray(value) && value.some(isGroup)
      ? value.flatMap((part, place) => rows(part, `${prefix}${name}[${place}].`))
      : [element("dt", {}, prefix + name), element("dd", {}, text(value))];
  });
}

function text(value) {
  if (value === null) {
    return "none";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.some(Array.isArray) ? `${value.length} positions` : value.join(", ");
  }
  return String(value);
}

function heading(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
