package org.psopruner.messages.rest;

import java.util.List;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.StructureView.GroupView;

/**
 * A candidate that has a score: what it is, what it scored and costs, and where it came from.
 *
 * @param evaluation what it scored, and who found that out
 * @param baseline what the baseline costs
 * @param groups the channel groups, in network order, and what the candidate keeps of them
 * @param position where the particle was: a coordinate from 0 to 1 a channel group, and one for a
 *     criterion that is searched
 * @param best whether it is the best so far
 * @param attempts the workers that had it in hand, the first one first; empty if that was
 *     forgotten, or it was evaluated for another experiment
 */
public record CandidateView(
    EvaluationView evaluation,
    CostView baseline,
    List<GroupView> groups,
    List<Double> position,
    boolean best,
    List<AttemptView> attempts) {
  public CandidateView {
    groups = List.copyOf(groups);
    position = List.copyOf(position);
    attempts = List.copyOf(attempts);
  }
}
