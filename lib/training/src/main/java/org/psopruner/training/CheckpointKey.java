package org.psopruner.training;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.structure.Structure;

/**
 * All that a training's weights depend on. Not where its files lie or what the experiment is
 * called: a search that is run again and finds the same winner goes on where the first one's
 * retraining stood.
 *
 * @param engine its description: on another one, the same recipe gives other weights
 * @param start what training begins with: a baseline's SHA-256 or an architecture's name
 * @param dataset SHA-256 of the training and validation images
 * @param validationFraction of the dataset
 * @param structure channels kept by channel group; empty for all
 * @param batch images at once in recalibration and evaluation
 */
record CheckpointKey(
    String engine,
    String start,
    String dataset,
    double validationFraction,
    NormalizationSettings normalization,
    Optional<SortedMap<String, List<Integer>>> structure,
    int recalibrationImages,
    int batch,
    RetrainingSettings retraining) {
  static CheckpointKey of(RetrainingTask task, String engine) {
    RunReport.Request request = task.request();
    return new CheckpointKey(
        engine,
        request.baseline().sha256(),
        request.dataset().file().sha256(),
        request.dataset().validationFraction(),
        request.dataset().normalization(),
        task.structure().map(Structure::kept),
        request.recalibrationImages(),
        request.batch(),
        request.retraining());
  }

  static CheckpointKey of(TrainingTask task, String engine) {
    return new CheckpointKey(
        engine,
        task.architecture().toString(),
        task.dataset().file().sha256(),
        task.dataset().validationFraction(),
        task.dataset().normalization(),
        Optional.empty(),
        0,
        task.batch(),
        task.recipe());
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
