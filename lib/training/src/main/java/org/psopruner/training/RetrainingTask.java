package org.psopruner.training;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.structure.Structure;

/**
 * What is to be retrained: a structure that a search found or a user names.
 *
 * @param request the model, the data and all settings
 * @param structure to cut the model down to first; empty to train the whole model on
 * @param search where the structure was found, for the report; empty if there was none
 * @param output the folder that takes the model and the report
 */
public record RetrainingTask(
    RunReport.Request request,
    Optional<Structure> structure,
    Optional<RunReport.Search> search,
    Path output) {
  /**
   * The task that a finished search sets.
   *
   * @throws org.psopruner.pruning.structure.InvalidStructureException if its structure is none
   */
  public static RetrainingTask of(GlobalBest winner) {
    ExperimentSpec experiment = winner.experiment();
    return new RetrainingTask(
        new RunReport.Request(
            experiment.id(),
            experiment.baseline(),
            experiment.dataset(),
            experiment.evaluation().recalibrationImages(),
            experiment.evaluation().batch(),
            experiment.retraining()),
        Optional.of(Structure.of(winner.structure().kept())),
        Optional.of(
            new RunReport.Search(
                experiment.swarm(),
                experiment.budget(),
                experiment.structures(),
                experiment.evaluation().validationImages(),
                experiment.savings(),
                winner.evaluations(),
                winner.iteration(),
                winner.particle(),
                winner.evaluationId(),
                winner.evaluated().accuracy())),
        Path.of(experiment.output()));
  }
}
