package org.psopruner.coordinator.search;

import java.util.Optional;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.Score;

/**
 * What a search wants to know of a structure: how accurate it is, or whether it is more accurate
 * than something and how accurate then.
 *
 * @param structureId the evaluation id of the structure where nothing is to be beaten
 * @param toBeat an accuracy; negative infinity if nothing is to be beaten
 * @param errorProbability with which the answer may be wrong that it is no more accurate
 */
record Question(String structureId, double toBeat, double errorProbability) {
  static final double NOTHING = Double.NEGATIVE_INFINITY;

  /** The id of the evaluation that answers it: another one for another accuracy to beat. */
  String evaluationId() {
    return bound().map(bound -> EvaluationId.toBeat(structureId, bound)).orElse(structureId);
  }

  /** What is to be beaten, if there is anything. */
  Optional<Candidate.ToBeat> bound() {
    return toBeat == NOTHING
        ? Optional.empty()
        : Optional.of(new Candidate.ToBeat(toBeat, errorProbability));
  }

  /** Whether an evaluation of the structure, whatever it was to beat, tells what is asked. */
  boolean isAnsweredBy(Score.Outcome outcome) {
    return !(outcome instanceof Score.Outrun outrun)
        || (outrun.accuracyAtMost() <= toBeat && outrun.errorProbability() <= errorProbability);
  }
}
