package org.psopruner.coordinator.search;

import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.swarm.Position;

/**
 * The structures among which an experiment searches: what stands at each point of the unit cube. It
 * depends on the baseline and the budget alone, so the same position gives the same structure
 * always.
 */
public interface SearchSpace {
  /** The coordinates of a position: one a channel group, at least 1. */
  int dimensions();

  /** What the baseline costs. */
  CostView baseline();

  /** Of the baseline: how many channels each channel group has, in network order. */
  Map<String, Integer> channels();

  /** The layers of the baseline; empty if no network stands behind the space. */
  default Optional<NetworkPlan> plan() {
    return Optional.empty();
  }

  /**
   * What stands at a position.
   *
   * @param position of {@link #dimensions} coordinates
   */
  Point at(Position position);

  /**
   * A structure within the budget, and what it costs.
   *
   * @param structure what is kept
   * @param cost of the network that keeps it
   */
  record Point(PrunedStructure structure, CostView cost) {}
}
