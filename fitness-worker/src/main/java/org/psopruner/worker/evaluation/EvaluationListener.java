package org.psopruner.worker.evaluation;

import java.util.OptionalDouble;
import org.psopruner.messages.Score;

/** Learns how evaluations go on, and of each that has ended. */
@FunctionalInterface
public interface EvaluationListener {
  /** Is told and does nothing. */
  EvaluationListener NONE = (score, size) -> {};

  /**
   * Is told.
   *
   * @param size parameters of the pruned network, as a share of the baseline's, above 0 and at most
   *     1; empty if there was none
   */
  void ended(Score score, OptionalDouble size);

  /**
   * Is told how far an evaluation is: when it begins with its images, and after each mini-batch.
   *
   * @param images how many were looked at, from 0
   * @param of how many there are; fewer may do
   */
  default void looked(int images, int of) {}
}
