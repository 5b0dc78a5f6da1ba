package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A search of any network on any data: as long and as wide as the published one by default. */
public final class SearchOptions {
  /** For the descriptions of commands. */
  public static final String DEFAULTS =
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not"
          + " say otherwise.";

  private static final int ITERATIONS = 100;
  private static final int PARTICLES = 20;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SwarmOptions swarm;
  @Mixin private BudgetOptions budget;
  @Mixin private EvaluationOptions evaluation;

  /** How particles move. */
  public SwarmVariant variant() {
    return swarm.variant();
  }

  /** How particles move, where that was said. */
  public Optional<SwarmVariant> chosenVariant() {
    return swarm.chosenVariant();
  }

  /** When particles move. */
  public SwarmPace pace() {
    return swarm.pace();
  }

  /**
   * What was asked for.
   *
   * @param retraining of the winner, from the batch and the seed of the search
   */
  public RunRequest request(BiFunction<Integer, Long, RetrainingSettings> retraining) {
    EvaluationRequest evaluated = evaluation.request();
    return new RunRequest(
        model,
        data.request(),
        swarm.parameters(ITERATIONS, PARTICLES),
        swarm.start(),
        budget.parameters(),
        swarm.structures(),
        evaluated,
        swarm.savings(),
        retraining.apply(evaluated.batch(), swarm.seed()));
  }
}
