package org.psopruner.messages.rest;

import java.util.List;
import java.util.Optional;

/**
 * Evaluations to be drawn: all of them, or, where there are many, whole iterations at even
 * distances and all that no other one beats in accuracy at the same parameters or MACs. Those that
 * could not be evaluated are not among them.
 *
 * @param total how many there are to choose from
 * @param limit how many there are here at most
 * @param baseline what the baseline costs
 * @param groups the channel groups, in network order
 * @param items by iteration and particle
 */
public record PointsView(
    int total,
    int limit,
    ExperimentView.CostView baseline,
    List<ChannelGroupView> groups,
    List<PointView> items) {
  public PointsView {
    groups = List.copyOf(groups);
    items = List.copyOf(items);
  }

  /**
   * A channel group.
   *
   * @param channels of the baseline
   */
  public record ChannelGroupView(String group, int channels) {}

  /**
   * An evaluation.
   *
   * @param accuracy as in {@link EvaluationView}, as is {@code accuracyAtMost}
   * @param kept how many channels it keeps of each group, in their order
   */
  public record PointView(
      String evaluationId,
      int iteration,
      int particle,
      Optional<Double> accuracy,
      Optional<Double> accuracyAtMost,
      long parameters,
      long macs,
      List<Integer> kept) {
    public PointView {
      kept = List.copyOf(kept);
    }
  }
}
