package org.psopruner.coordinator.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.swarm.Position;

/**
 * Several spaces of the same baseline, among which the last coordinate of a position chooses: its
 * range is divided evenly.
 *
 * @param spaces at least one, all of the same number of dimensions
 */
record ChoiceSpace(List<SearchSpace> spaces) implements SearchSpace {
  @Override
  public int dimensions() {
    return spaces.get(0).dimensions() + 1;
  }

  @Override
  public Map<String, Integer> channels() {
    return spaces.get(0).channels();
  }

  @Override
  public CostView baseline() {
    return spaces.get(0).baseline();
  }

  @Override
  public Optional<NetworkPlan> plan() {
    return spaces.get(0).plan();
  }

  @Override
  public Point at(Position position) {
    double[] coordinates = position.toArray();
    int last = coordinates.length - 1;
    int choice = Math.min(spaces.size() - 1, (int) (coordinates[last] * spaces.size()));
    return spaces.get(choice).at(Position.of(Arrays.copyOf(coordinates, last)));
  }
}
