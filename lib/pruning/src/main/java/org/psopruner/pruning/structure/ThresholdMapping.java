package org.psopruner.pruning.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.criterion.Criterion;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;

/**
 * From a particle to the structure that it stands for. Each channel group has one dimension, from 0
 * to 1: the quantile of the group's values that becomes its threshold. Filters whose value lies
 * under the threshold are deleted; since the threshold is one of the values, no group is emptied.
 *
 * <p>A structure over the budget is scaled back onto it: the kept fractions of all groups are
 * multiplied by the largest factor that fits, and each group keeps its most valued channels, at
 * least one; of equals those with lower indices. A structure under the budget stays as it is.
 *
 * <p>What a group keeps is {@link Alignment aligned}, before the budget is looked at and after each
 * scaling.
 */
public final class ThresholdMapping {
  /** Halvings of the factor's interval: then its ends are one channel apart in a group at most. */
  private static final int BISECTIONS = 40;

  private final List<ChannelGroup> groups;
  private final CostModel costs;
  private final Cost baseline;
  private final Budget budget;
  private final Alignment alignment;

  /** For each group: its values, ascending. */
  private final List<double[]> ascending = new ArrayList<>();

  /** For each group: its channels, the most valued first, equals by index. */
  private final List<int[]> ranking = new ArrayList<>();

  /** Without alignment. */
  public ThresholdMapping(
      Network network, ChannelGroups groups, Criterion criterion, Budget budget) {
    this(network, groups, criterion, budget, Alignment.NONE);
  }

  /**
   * @param network whose channels these are; not kept
   * @param groups of that network
   * @throws org.psopruner.pruning.cost.UnreachableBudgetException if even one channel a group is
   *     over the budget
   */
  public ThresholdMapping(
      Network network,
      ChannelGroups groups,
      Criterion criterion,
      Budget budget,
      Alignment alignment) {
    this(groups, criterion, budget, alignment, network, new CostModel(network, groups));
  }

  /**
   * Where times were measured.
   *
   * @param costs of that network's structures
   * @throws org.psopruner.pruning.cost.UnreachableBudgetException if even one channel a group is
   *     over the budget
   */
  public ThresholdMapping(
      ChannelGroups groups,
      Criterion criterion,
      Budget budget,
      Alignment alignment,
      Network network,
      CostModel costs) {
    this.groups = groups.groups();
    this.costs = costs;
    this.baseline = costs.whole();
    this.budget = budget;
    this.alignment = alignment;
    budget.requireReachable(costs.smallest(), baseline);
    for (ChannelGroup group : this.groups) {
      double[] values = criterion.values(network, group);
      ascending.add(Arrays.stream(values).sorted().toArray());
      ranking.add(
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
              .mapToInt(i -> i)
              .toArray());
    }
  }

  /** The dimensions of a particle: the number of channel groups. */
  public int dimensions() {
    return groups.size();
  }

  /**
   * The values of a group's channels, ascending, in a new array.
   *
   * @param group counted from 0
   */
  public double[] values(int group) {
    return ascending.get(group).clone();
  }

  /** The cost of the whole network. */
  public Cost baselineCost() {
    return baseline;
  }

  /** The cost of a structure of these groups. */
  public Cost cost(Structure structure) {
    return costs.cost(groups.stream().mapToInt(g -> structure.keptCount(g.id())).toArray());
  }

  /**
   * The structure that a particle stands for, within the budget.
   *
   * @param position one value from 0 (nothing goes) to 1 (the most valued stay) for each group
   */
  public Structure structure(double[] position) {
    int[] counts = counts(position);
    int[] aligned = scaled(counts, 1);
    return structure(fits(aligned) ? aligned : scaledBack(counts));
  }

  private int[] counts(double[] position) {
    if (position.length != groups.size()) {
      throw new IllegalArgumentException(
          "the position has %d dimensions, the network has %d channel groups"
              .formatted(position.length, groups.size()));
    }
    int[] counts = new int[position.length];
    for (int g = 0; g < counts.length; g++) {
      counts[g] = countOverThreshold(ascending.get(g), position[g]);
    }
    return counts;
  }

  /**
   * Whether the thresholds of a particle delete as many channels as the budget asks for, so that
   * its structure is not scaled back.
   *
   * @param position as of {@link #structure}
   */
  public boolean meetsBudget(double[] position) {
    return fits(scaled(counts(position), 1));
  }

  /** How many values are not under the threshold that lies at a quantile. */
  private static int countOverThreshold(double[] values, double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException(
          "a position's value is %s; it must be from 0 to 1".formatted(quantile));
    }
    double threshold = values[Math.min(values.length - 1, (int) (quantile * values.length))];
    int under = 0;
    while (values[under] < threshold) {
      under++;
    }
    return values.length - under;
  }

  private int[] scaledBack(int[] counts) {
    double fitting = 0;
    double over = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (fitting + over) / 2;
      if (fits(scaled(counts, middle))) {
        fitting = middle;
      } else {
        over = middle;
      }
    }
    int[] scaled = scaled(counts, fitting);
    int[] next = scaled(counts, over);
    // Several groups can grow at the same factor: all together were too many, some may still fit.
    for (int g = 0; g < scaled.length; g++) {
      int smaller = scaled[g];
      scaled[g] = next[g];
      if (!fits(scaled)) {
        scaled[g] = smaller;
      }
    }
    return scaled;
  }

  private int[] scaled(int[] counts, double factor) {
    int[] scaled = new int[counts.length];
    for (int g = 0; g < scaled.length; g++) {
      int count = (int) Math.max(1, Math.round(counts[g] * factor));
      scaled[g] = alignment.of(count, groups.get(g).size());
    }
    return scaled;
  }

  private boolean fits(int[] counts) {
    return budget.allows(costs.cost(counts), baseline);
  }

  private Structure structure(int[] counts) {
    Map<String, List<Integer>> kept = new TreeMap<>();
    for (int g = 0; g < counts.length; g++) {
      kept.put(
          groups.get(g).id(),
          Arrays.stream(ranking.get(g)).limit(counts[g]).sorted().boxed().toList());
    }
    return Structure.of(kept);
  }
}
