package org.psopruner.swarm;

import java.util.Arrays;

/**
 * What a position is worth in several respects, higher is better in each: an accuracy as it is, a
 * cost with its sign turned. Immutable.
 */
public final class Objectives {
  private final double[] values;

  private Objectives(double[] values) {
    this.values = values;
  }

  /**
   * Finite values, at least one.
   *
   * @throws IllegalArgumentException if one is not finite, or there is none
   */
  public static Objectives of(double... values) {
    Check.that(values.length > 0, "there are %d objectives; there must be at least 1", 0);
    for (double value : values) {
      Check.that(Double.isFinite(value), "an objective (%s) must be a finite number", value);
    }
    return new Objectives(values.clone());
  }

  /**
   * Of a position that could not be evaluated: worse than any other in each of so many respects.
   */
  public static Objectives failed(int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    return new Objectives(values);
  }

  /** In how many respects. */
  public int count() {
    return values.length;
  }

  /**
   * One value.
   *
   * @param objective counted from 0
   */
  public double get(int objective) {
    return values[objective];
  }

  boolean isFailed() {
    return values[0] == Double.NEGATIVE_INFINITY;
  }

  /** Whether these are no worse in any respect, and better in one. */
  public boolean dominate(Objectives others) {
    boolean better = false;
    for (int o = 0; o < values.length; o++) {
      if (values[o] < others.values[o]) {
        return false;
      }
      better |= values[o] > others.values[o];
    }
    return better;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Objectives objectives && Arrays.equals(values, objectives.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
