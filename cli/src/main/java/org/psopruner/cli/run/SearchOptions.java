package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.function.BiFunction;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A search of any network on any data: as long and as wide as the published one by default. */
public final class SearchOptions {
  /** For the descriptions of commands. */
  public static final String DEFAULTS =
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not"
          + " say otherwise.";

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SwarmOptions swarm;
  @Mixin private BudgetOptions budget;
  @Mixin private EvaluationOptions evaluation;
  @Mixin private FineTuneOptions fineTuning;

  /**
   * What was asked for.
   *
   * @param retraining of the winner, from the batch and the seed of the search
   */
  public RunRequest request(BiFunction<Integer, Long, RetrainingSettings> retraining) {
    EvaluationRequest evaluated = evaluation.request(fineTuning.fineTuning());
    return new RunRequest(
        model,
        data.request(),
        swarm.parameters(),
        swarm.start(),
        budget.parameters(),
        swarm.structures(),
        evaluated,
        swarm.savings(),
        retraining.apply(evaluated.batch(), swarm.seed()));
  }
}
