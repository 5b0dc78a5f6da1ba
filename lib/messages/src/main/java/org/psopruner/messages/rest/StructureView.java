package org.psopruner.messages.rest;

import java.util.List;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;

/**
 * The structure of the best so far.
 *
 * @param best where it was found, what it scored and what it costs
 * @param baseline what the baseline costs
 * @param groups the channel groups, in network order
 */
public record StructureView(BestView best, CostView baseline, List<GroupView> groups) {
  public StructureView {
    groups = List.copyOf(groups);
  }

  /**
   * A channel group.
   *
   * @param channels of the baseline
   * @param kept the indices of those that stay, ascending
   */
  public record GroupView(String group, int channels, List<Integer> kept) {
    public GroupView {
      kept = List.copyOf(kept);
    }
  }
}
