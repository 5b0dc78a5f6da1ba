package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.SwarmParameters;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Of which network the structures are, which there are, and on what they are evaluated: what a
 * benchmark takes that does not search, or not in the way of an experiment.
 */
public final class SpaceOptions {
  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SeedOption seed;
  @Mixin private StructureOptions structures;
  @Mixin private BudgetOptions budget;
  @Mixin private EvaluationOptions evaluation;

  public long seed() {
    return seed.seed();
  }

  /**
   * What was asked for, with what the command says itself.
   *
   * @param fineTuning before an evaluation
   * @param retraining from the batch and the seed
   */
  public RunRequest request(
      SwarmParameters swarm,
      SwarmStart start,
      SavingParameters savings,
      Optional<FineTuning> fineTuning,
      BiFunction<Integer, Long, RetrainingSettings> retraining) {
    EvaluationRequest evaluated = evaluation.request(fineTuning);
    return new RunRequest(
        model,
        data.request(),
        swarm,
        start,
        budget.parameters(),
        structures.structures(),
        evaluated,
        savings,
        retraining.apply(evaluated.batch(), seed()));
  }
}
