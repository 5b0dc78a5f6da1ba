package org.psopruner.messages.rest;

import java.util.List;
import org.psopruner.messages.rest.ExperimentView.CostView;

/**
 * The candidates of an experiment that no other one beats: in accuracy, parameters and MACs.
 *
 * @param evaluated how many candidates were compared: those evaluated on all validation images
 * @param baseline what the baseline costs
 * @param items by ascending parameters; of candidates that are alike in all three, the first
 */
public record FrontView(int evaluated, CostView baseline, List<FrontPoint> items) {
  public FrontView {
    items = List.copyOf(items);
  }

  /**
   * A candidate on the front.
   *
   * @param accuracy top-1 on the validation images, 0 to 1
   * @param byParameters whether no other one beats it in accuracy and parameters alone
   * @param byMacs whether no other one beats it in accuracy and MACs alone
   */
  public record FrontPoint(
      String evaluationId,
      int iteration,
      int particle,
      double accuracy,
      CostView cost,
      boolean byParameters,
      boolean byMacs) {}
}
