import { whole } from "../base/format.js";
import { candidateAddress } from "../base/routes.js";

/** How many candidates are drawn at most; the coordinator chooses them so that the front is among them. */
export const POINTS = "points?limit=2000";

/** How many positions of particles are drawn at most; the coordinator chooses whole iterations. */
export const POSITIONS = "positions?limit=2000";

/** What bounds a network's size, and how a point says it. */
export const COSTS = [
  { name: "parameters", label: "Parameters", of: (point) => point.parameters },
  { name: "macs", label: "MACs", of: (point) => point.macs },
];

/**
 * The points that no other one beats: none has a higher accuracy at the same cost or a lower one.
 * By ascending cost.
 */
export function front(points, cost) {
  const ascending = points
    .filter((point) => point.accuracy !== null)
    .sort((a, b) => cost.of(a) - cost.of(b) || b.accuracy - a.accuracy);
  const found = [];
  for (const point of ascending) {
    if (found.length === 0 || point.accuracy > found[found.length - 1].accuracy) {
      found.push(point);
    }
  }
  return found;
}

/** Says how many of the candidates are drawn, where not all are. */
export function shownOf({ total, items }) {
  return items.length < total
    ? `${whole(items.length)} of ${whole(total)} candidates are drawn: whole iterations at even distances, and all on the front.`
    : "";
}

/** Opens what is known of a candidate. */
export function openCandidate(experiment, evaluationId) {
  location.hash = candidateAddress(experiment.id, evaluationId);
}

/** Whether a candidate is the best so far. On a ladder that is evaluated once more, and is the same place. */
export function isBest(experiment, point) {
  const best = experiment.view.globalBest;
  return point.iteration === best?.iteration && point.particle === best?.particle;
}
