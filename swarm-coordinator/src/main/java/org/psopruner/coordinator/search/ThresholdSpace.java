package org.psopruner.coordinator.search;

import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.swarm.Position;

/**
 * The structures that thresholds give: one coordinate a channel group.
 *
 * @param mapping from thresholds to structures within the budget
 * @param channels of the baseline's groups, in network order
 * @param layers of the baseline
 */
record ThresholdSpace(ThresholdMapping mapping, Map<String, Integer> channels, NetworkPlan layers)
    implements SearchSpace {
  @Override
  public int dimensions() {
    return mapping.dimensions();
  }

  @Override
  public CostView baseline() {
    return view(mapping.baselineCost());
  }

  @Override
  public Optional<NetworkPlan> plan() {
    return Optional.of(layers);
  }

  @Override
  public Point at(Position position) {
    Structure structure = mapping.structure(position.toArray());
    return new Point(new PrunedStructure(structure.kept()), view(mapping.cost(structure)));
  }

  private static CostView view(Cost cost) {
    return new CostView(cost.parameters(), cost.macs(), cost.bytes());
  }
}
