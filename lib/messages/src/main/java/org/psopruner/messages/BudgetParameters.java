package org.psopruner.messages;

/**
 * Upper bounds on what a structure may cost, as fractions of the baseline's; 1 is no bound.
 *
 * @param parameters above 0, at most 1; likewise {@code macs} (multiply-accumulates of one image)
 *     and {@code bytes} (of the weights)
 */
public record BudgetParameters(double parameters, double macs, double bytes) {
  public BudgetParameters {
    Require.fraction("parameters", parameters);
    Require.fraction("macs", macs);
    Require.fraction("bytes", bytes);
  }
}
