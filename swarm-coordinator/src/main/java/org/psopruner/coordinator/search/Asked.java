package org.psopruner.coordinator.search;

import org.psopruner.messages.Candidate;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.AskId;

/**
 * A position that the swarm asked for, and the structure there.
 *
 * @param number counted from 0 in the order in which the swarm asked
 * @param question what the candidate is to answer
 * @param cost of the structure
 */
record Asked(long number, Candidate candidate, Question question, CostView cost) {
  /** The question of the swarm's that it is. */
  AskId id() {
    return new AskId(candidate.iteration(), candidate.particle());
  }

  String evaluationId() {
    return candidate.evaluationId();
  }
}
