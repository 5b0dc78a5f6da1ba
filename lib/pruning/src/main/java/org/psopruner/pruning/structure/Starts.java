package org.psopruner.pruning.structure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Positions from which a search may start better than from anywhere. */
public final class Starts {
  private static final int BISECTIONS = 20;

  private Starts() {}

  /**
   * Uniform pruning: of each channel group the same share goes, the least that meets the budget.
   * What pruning papers compare themselves with first (Li et al., "Pruning Filters for Efficient
   * ConvNets", ICLR 2017; Liu et al., "Rethinking the Value of Network Pruning", ICLR 2019).
   *
   * @return one value a channel group, all the same
   */
  public static double[] uniform(ThresholdMapping mapping) {
    return leastThatMeetsBudget(
        mapping,
        share -> {
          double[] position = new double[mapping.dimensions()];
          Arrays.fill(position, share);
          return position;
        });
  }

  /**
   * What a sensitivity analysis advises: of each channel group goes the largest share that, alone,
   * costs no more accuracy than the same allowance for all; the least allowance that meets the
   * budget (Li et al., "Pruning Filters for Efficient ConvNets", ICLR 2017, prune insensitive
   * layers more; one allowance for all makes that a rule).
   *
   * @param removed the shares that were tried, ascending, above 0 and below 1
   * @param losses for each group, one a share: the accuracy that its loss costs
   * @return one value a channel group
   */
  public static double[] insensitive(
      ThresholdMapping mapping, double[] removed, List<double[]> losses) {
    return leastThatMeetsBudget(
        mapping,
        allowance ->
            losses.stream().mapToDouble(group -> share(removed, group, allowance)).toArray());
  }

  /** Where a line through no loss at nothing and the losses of the shares first exceeds it. */
  private static double share(double[] removed, double[] losses, double allowance) {
    double share = 0;
    double loss = 0;
    for (int i = 0; i < removed.length; i++) {
      if (losses[i] > allowance) {
        double part = (allowance - loss) / (losses[i] - loss);
        return share + Math.max(0, part) * (removed[i] - share);
      }
      share = removed[i];
      loss = losses[i];
    }
    return share;
  }

  /**
   * The first position on a way into the cube that meets the budget.
   *
   * @param way from a number, 0 to 1, to a position; the higher the number, the more goes
   * @return the position of the least number that meets the budget, to a millionth; that of 1 if
   *     none does, where the mapping scales back what is over the budget
   */
  public static double[] leastThatMeetsBudget(
      ThresholdMapping mapping, DoubleFunction<double[]> way) {
    double over = 0;
    double met = 1;
    if (mapping.meetsBudget(way.apply(over))) {
      return way.apply(over);
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (over + met) / 2;
      if (mapping.meetsBudget(way.apply(middle))) {
        met = middle;
      } else {
        over = middle;
      }
    }
    return way.apply(met);
  }
}
