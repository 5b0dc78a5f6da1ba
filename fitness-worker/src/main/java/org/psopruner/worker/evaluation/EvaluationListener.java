package org.psopruner.worker.evaluation;

import java.util.OptionalDouble;
import org.psopruner.messages.Score;

/** Learns of each evaluation that has ended. */
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
}
