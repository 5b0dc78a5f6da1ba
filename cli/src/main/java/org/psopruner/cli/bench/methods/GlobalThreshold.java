package org.psopruner.cli.bench.methods;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.pruning.structure.Starts;
import org.psopruner.pruning.structure.ThresholdMapping;

/**
 * One threshold on the filters of all groups, the lowest that meets the budget. Values of different
 * groups are compared as multiples of their group's mean (Fang et al., "DepGraph: Towards Any
 * Structural Pruning", CVPR 2023, whose global pruning normalises so).
 */
final class GlobalThreshold implements Method.Search {
  @Override
  public void search(Landscape landscape, SwarmParameters size) {
    ThresholdMapping mapping = landscape.mapping();
    List<double[]> values =
        IntStream.range(0, mapping.dimensions())
            .mapToObj(group -> normalised(mapping.values(group)))
            .toList();
    double[] all = values.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
    landscape.fitness(
        Starts.leastThatMeetsBudget(
            mapping,
            share -> {
              double threshold = all[Math.min(all.length - 1, (int) (share * all.length))];
              return values.stream().mapToDouble(group -> quantile(group, threshold)).toArray();
            }));
  }

  private static double[] normalised(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(value -> mean == 0 ? value : value / mean).toArray();
  }

  /** The quantile of a group's values, ascending, that lies at a threshold. */
  private static double quantile(double[] values, double threshold) {
    long under = Arrays.stream(values).filter(value -> value < threshold).count();
    return Math.min(1, (under + 0.5) / values.length); // between two, so that no rounding matters
  }
}
