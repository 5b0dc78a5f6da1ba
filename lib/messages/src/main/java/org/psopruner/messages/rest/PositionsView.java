package org.psopruner.messages.rest;

import java.util.List;
import java.util.Optional;

/**
 * Where the particles of a swarm were, to be drawn: all positions, or, where there are many, those
 * of whole iterations at even distances.
 *
 * @param total how many there are to choose from
 * @param limit how many there are here at most
 * @param items by iteration
 */
public record PositionsView(int total, int limit, List<PositionView> items) {
  public PositionsView {
    items = List.copyOf(items);
  }

  /**
   * Where a particle was.
   *
   * @param evaluationId of what it asked for first; empty while that waits for its score, and where
   *     another particle had asked for the structure
   * @param accuracy as in {@link EvaluationView}, as is {@code accuracyAtMost}
   * @param position from 0 to 1, rounded to four places: one coordinate a channel group, and one
   *     for a criterion that is searched
   */
  public record PositionView(
      int iteration,
      int particle,
      Optional<String> evaluationId,
      Optional<Double> accuracy,
      Optional<Double> accuracyAtMost,
      List<Double> position) {
    public PositionView {
      position = List.copyOf(position);
    }
  }
}
