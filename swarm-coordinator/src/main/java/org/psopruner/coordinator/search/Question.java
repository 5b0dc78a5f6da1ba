package org.psopruner.coordinator.search;

import java.util.Optional;
import org.psopruner.messages.Score;

/**
 * What a search wants to know of a structure: how accurate it is, or whether it is more accurate
 * than something and how accurate then.
 *
 * @param structureId the evaluation id of the structure where nothing is to be beaten
 * @param toBeat an accuracy; negative infinity if nothing is to be beaten
 */
record Question(String structureId, double toBeat) {
  static final double NOTHING = Double.NEGATIVE_INFINITY;

  /** The id of the evaluation that answers it: another one for another accuracy to beat. */
  String evaluationId() {
    return bound().map(accuracy -> EvaluationId.toBeat(structureId, accuracy)).orElse(structureId);
  }

  /** The accuracy to beat, if there is one. */
  Optional<Double> bound() {
    return toBeat == NOTHING ? Optional.empty() : Optional.of(toBeat);
  }

  /** Whether an evaluation of the structure, whatever it was to beat, tells what is asked. */
  boolean isAnsweredBy(Score.Outcome outcome) {
    return !(outcome instanceof Score.Outrun outrun) || outrun.accuracyAtMost() <= toBeat;
  }
}
