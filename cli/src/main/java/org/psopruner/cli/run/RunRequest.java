package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SwarmParameters;

/**
 * A run as it was asked for: every number is in its range, nothing was read yet.
 *
 * @param model the ONNX file
 * @param data folder or zip
 * @param normalization empty to take what the model's metadata say, or else CIFAR-10's
 * @param alignment the multiple of channels that structures keep; 1 for any number
 * @param validationImages for each evaluation; empty for {@link #DEFAULT_VALIDATION_IMAGES}, or all
 *     where there are fewer
 * @param batch images at once in an evaluation
 */
record RunRequest(
    Path model,
    Path data,
    Optional<NormalizationSettings> normalization,
    double validationFraction,
    SwarmParameters swarm,
    BudgetParameters budget,
    int alignment,
    Optional<Integer> validationImages,
    int recalibrationImages,
    int batch,
    RetrainingSettings retraining) {
  static final int DEFAULT_VALIDATION_IMAGES = 1_000;
}
