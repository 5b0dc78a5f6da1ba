/** The sections of an experiment's view, in order: name in the address, and what people read. */
export const SECTIONS = [
  ["overview", "Overview"],
  ["candidates", "Candidates"],
  ["network", "Network"],
  ["swarm", "Swarm"],
  ["workers", "Workers"],
  ["events", "Events"],
  ["files", "Files"],
  ["settings", "Settings"],
];

export const LIST = "#/";

/** The address of the form; of a copy of an experiment, if one is named. */
export function formAddress(cloneOf) {
  return cloneOf ? `#/new?like=${encodeURIComponent(cloneOf)}` : "#/new";
}

export function experimentAddress(id, section = "overview") {
  return `#/experiments/${encodeURIComponent(id)}/${section}`;
}

export function candidateAddress(id, evaluationId) {
  return `#/experiments/${encodeURIComponent(id)}/candidate/${evaluationId}`;
}

/**
 * What an address names: a view, and what it is of.
 *
 * @param hash such as "#/experiments/demo/network"
 */
export function route(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const steps = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (steps.length === 0) {
    return { view: "experiments" };
  }
  if (steps[0] === "new" && steps.length === 1) {
    return { view: "form", cloneOf: new URLSearchParams(query).get("like") };
  }
  if (steps[0] === "experiments" && steps.length >= 2) {
    const section = steps[2] ?? "overview";
    if (section === "candidate" && steps.length === 4) {
      return { view: "experiment", id: steps[1], section, evaluationId: steps[3] };
    }
    if (steps.length <= 3 && SECTIONS.some(([name]) => name === section)) {
      return { view: "experiment", id: steps[1], section };
    }
  }
  return { view: "unknown" };
}
