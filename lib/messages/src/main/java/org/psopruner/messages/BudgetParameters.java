package org.psopruner.messages;

import java.util.Optional;

/**
 * Upper bounds on what a structure may cost, as fractions of the baseline's; 1 is no bound.
 *
 * @param parameters above 0, at most 1; likewise {@code macs} (multiply-accumulates of one image)
 *     and {@code bytes} (of the weights)
 * @param latency if it is bounded
 */
public record BudgetParameters(
    double parameters, double macs, double bytes, Optional<LatencyBudget> latency) {
  public BudgetParameters {
    Require.fraction("parameters", parameters);
    Require.fraction("macs", macs);
    Require.fraction("bytes", bytes);
    Require.present("latency", latency);
  }

  /** Without a bound on latency. */
  public BudgetParameters(double parameters, double macs, double bytes) {
    this(parameters, macs, bytes, Optional.empty());
  }

  /**
   * A bound on how long an image takes.
   *
   * @param fraction of the baseline's time, above 0, at most 1
   * @param table how long its layers take at several widths
   */
  public record LatencyBudget(double fraction, FileReference table) {
    public LatencyBudget {
      Require.fraction("fraction", fraction);
      Require.present("table", table);
    }
  }
}
