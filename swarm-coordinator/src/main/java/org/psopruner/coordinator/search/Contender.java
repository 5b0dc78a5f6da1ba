package org.psopruner.coordinator.search;

import org.psopruner.messages.Score;

/**
 * A structure that may be the global best.
 *
 * @param asked where it was found first
 * @param evaluationId of the evaluation that tells how it does
 * @param evaluated how it does
 */
record Contender(Asked asked, String evaluationId, Score.Evaluated evaluated) {
  double accuracy() {
    return evaluated.accuracy();
  }
}
