package org.psopruner.messages.rest;

import java.util.List;
import java.util.Optional;

/**
 * What iterations came to, to be drawn: a row each, or, where there are many, a row for as many of
 * them in a row as bring the rows to the limit.
 *
 * @param total iterations of which anything was evaluated
 * @param limit how many rows there are at most
 */
public record ConvergenceView(int total, int limit, List<IterationsView> items) {
  public ConvergenceView {
    items = List.copyOf(items);
  }

  /**
   * An iteration, or several.
   *
   * @param firstIteration of the particles that asked, from 0; likewise {@code lastIteration}
   * @param evaluated on all validation images
   * @param outrun that ended early
   * @param best accuracy of those evaluated, as are the quartiles, {@code median} and {@code
   *     worst}; empty if there are none
   * @param bestSoFar the best accuracy of these iterations and those before; empty if there is none
   */
  public record IterationsView(
      int firstIteration,
      int lastIteration,
      int evaluated,
      int outrun,
      int failed,
      Optional<Double> best,
      Optional<Double> upperQuartile,
      Optional<Double> median,
      Optional<Double> lowerQuartile,
      Optional<Double> worst,
      Optional<Double> bestSoFar) {}
}
