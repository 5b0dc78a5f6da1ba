package org.psopruner.cli.bench;

import java.util.Arrays;

/** The middle of measurements. */
public final class Median {
  private Median() {}

  /**
   * The middle value, or the mean of the two in the middle.
   *
   * @param values at least one, in any order
   */
  public static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
