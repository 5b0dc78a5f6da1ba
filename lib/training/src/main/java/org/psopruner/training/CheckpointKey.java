package org.psopruner.training;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingSettings;

/**
 * All that a retraining's weights depend on. Not where its files lie or what the experiment is
 * called: a search that is run again and finds the same winner goes on where the first one's
 * retraining stood.
 *
 * @param engine its description: on another one, the same recipe gives other weights
 * @param baseline SHA-256
 * @param dataset SHA-256 of the training and validation images
 * @param validationFraction of the dataset
 */
record CheckpointKey(
    String engine,
    String baseline,
    String dataset,
    double validationFraction,
    NormalizationSettings normalization,
    PrunedStructure structure,
    EvaluationSettings evaluation,
    RetrainingSettings retraining) {
  static CheckpointKey of(GlobalBest winner, String engine) {
    ExperimentSpec experiment = winner.experiment();
    return new CheckpointKey(
        engine,
        experiment.baseline().sha256(),
        experiment.dataset().file().sha256(),
        experiment.dataset().validationFraction(),
        experiment.dataset().normalization(),
        winner.structure(),
        experiment.evaluation(),
        experiment.retraining());
  }

  /** SHA-256 as 64 lower-case hexadecimal digits. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(RecordJson.write(this)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
