package org.psopruner.pruning.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Upper bounds on what a structure may cost, as fractions of the baseline's cost; 1 is no bound.
 *
 * @param parameters above 0, at most 1; likewise {@code macs}, {@code bytes} and {@code latency},
 *     which bounds nothing where no times were measured
 */
public record Budget(double parameters, double macs, double bytes, double latency) {
  /** No bound at all. */
  public static final Budget NONE = new Budget(1, 1, 1, 1);

  public Budget {
    require("parameter", parameters);
    require("MAC", macs);
    require("byte", bytes);
    require("latency", latency);
  }

  /** Without a bound on latency. */
  public Budget(double parameters, double macs, double bytes) {
    this(parameters, macs, bytes, 1);
  }

  private static void require(String what, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "the %s budget is %s; it must be above 0 %% and at most 100 %%; for example 6%%"
              .formatted(what, percent(fraction)));
    }
  }

  /** Whether a cost is within the bounds. */
  public boolean allows(Cost cost, Cost baseline) {
    return cost.parameters() <= parameters * baseline.parameters()
        && cost.macs() <= macs * baseline.macs()
        && cost.bytes() <= bytes * baseline.bytes()
        && cost.millis() <= latency * baseline.millis();
  }

  /**
   * Checks that some structure is within the bounds.
   *
   * @param smallest the least that a structure can cost
   * @throws UnreachableBudgetException if even that is over a bound
   */
  public void requireReachable(Cost smallest, Cost baseline) {
    requireReachable("parameter", parameters, smallest.parameters(), baseline.parameters());
    requireReachable("MAC", macs, smallest.macs(), baseline.macs());
    requireReachable("byte", bytes, smallest.bytes(), baseline.bytes());
    if (smallest.millis() > latency * baseline.millis()) {
      throw new UnreachableBudgetException(
          "no structure meets the latency budget of %s: with one channel in every group %s is left (%.3f of %.3f ms, estimated); give a budget of at least that"
              .formatted(
                  percent(latency),
                  percent(smallest.millis() / baseline.millis()),
                  smallest.millis(),
                  baseline.millis()));
    }
  }

  private static void requireReachable(String what, double bound, long smallest, long baseline) {
    if (smallest > bound * baseline) {
      throw new UnreachableBudgetException(
          "no structure meets the %s budget of %s: with one channel in every group %s is left (%d of %d); give a budget of at least that"
              .formatted(
                  what, percent(bound), percent((double) smallest / baseline), smallest, baseline));
    }
  }

  /** Rounded up, so that what is shown as the least is enough. */
  private static String percent(double fraction) {
    if (!Double.isFinite(fraction)) {
      return fraction + " %";
    }
    return BigDecimal.valueOf(fraction)
            .movePointRight(2)
            .setScale(4, RoundingMode.CEILING)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
