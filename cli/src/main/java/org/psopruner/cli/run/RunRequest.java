package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.data.DataRequest;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmParameters;

/**
 * A run as it was asked for: every number is in its range, nothing was read yet.
 *
 * @param model the ONNX file
 * @param structures how a particle becomes a structure
 * @param validationImages for each evaluation; empty for {@link #DEFAULT_VALIDATION_IMAGES}, or all
 *     where there are fewer
 * @param batch images at once in an evaluation
 * @param savings what is not computed
 */
public record RunRequest(
    Path model,
    DataRequest data,
    SwarmParameters swarm,
    BudgetParameters budget,
    StructureParameters structures,
    Optional<Integer> validationImages,
    int recalibrationImages,
    int batch,
    SavingParameters savings,
    RetrainingSettings retraining) {
  static final int DEFAULT_VALIDATION_IMAGES = 1_000;
}
