package org.psopruner.messages;

import java.util.Optional;

/**
 * An epoch of retraining ended.
 *
 * @param epoch epochs done; 0 is the pruned and recalibrated network before any training
 * @param epochs in all
 * @param validationAccuracy on the whole validation set, 0 to 1
 * @param bestValidationAccuracy of the epochs so far
 * @param note what is out of the ordinary, in plain words: that training was resumed, or stopped
 *     early
 */
public record RetrainingProgress(
    String experimentId,
    int epoch,
    int epochs,
    double validationAccuracy,
    double bestValidationAccuracy,
    Optional<String> note)
    implements Message {
  public RetrainingProgress {
    Require.experimentId("experimentId", experimentId);
    Require.that(epoch >= 0 && epoch <= epochs, "epoch", epoch, "from 0 to " + epochs);
    Require.share("validationAccuracy", validationAccuracy);
    Require.share("bestValidationAccuracy", bestValidationAccuracy);
    note.ifPresent(text -> Require.text("note", text));
  }
}
