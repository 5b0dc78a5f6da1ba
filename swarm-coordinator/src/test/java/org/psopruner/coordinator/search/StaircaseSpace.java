package org.psopruner.coordinator.search;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Position;

/**
 * A space with few structures: each coordinate keeps the first one to {@code steps} channels of its
 * group, in equal steps.
 */
public record StaircaseSpace(int dimensions, int steps) implements SearchSpace {
  @Override
  public CostView baseline() {
    return cost(dimensions * steps);
  }

  @Override
  public Map<String, Integer> channels() {
    SortedMap<String, Integer> channels = new TreeMap<>();
    IntStream.range(0, dimensions).forEach(d -> channels.put("conv" + d, steps));
    return channels;
  }

  @Override
  public Point at(Position position) {
    SortedMap<String, List<Integer>> kept = new TreeMap<>();
    int sum = 0;
    for (int d = 0; d < dimensions; d++) {
      int count = Math.min(steps, 1 + (int) (position.get(d) * steps));
      kept.put("conv" + d, IntStream.range(0, count).boxed().toList());
      sum += count;
    }
    return new Point(new PrunedStructure(kept), cost(sum));
  }

  private static CostView cost(int kept) {
    return new CostView(kept, 10L * kept, 4L * kept);
  }
}
