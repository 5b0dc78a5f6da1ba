package org.psopruner.cli.run;

import java.nio.file.Path;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.DataOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner run}: prunes any network on any data. */
@Command(
    name = "run",
    description = {
      "Prunes a trained network and retrains what is left of it.",
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not"
          + " say otherwise."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The budget: of --max-params, --max-macs and --max-bytes, give at least one, as a percentage"
          + " or a fraction of the baseline's; without any, it is --max-params 25%%.",
      "",
      "The output folder: a new or an empty one, or one in which an earlier run did not finish,"
          + " which is then replaced. A finished run is replaced with --overwrite only.",
      "",
      "Examples:",
      "  psopruner run --model vgg16.onnx --data cifar10/ --max-params 6%% --output out/",
      "  psopruner run --model net.onnx --data photos.zip --normalization imagenet",
    })
public final class RunCommand implements Runnable {
  private static final int DEFAULT_ITERATIONS = 100;
  private static final int DEFAULT_PARTICLES = 20;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SwarmOptions swarm;

  @Mixin private BudgetOptions budget;
  @Mixin private EvaluationOptions evaluation;
  @Mixin private RetrainingOptions retraining;
  @Mixin private PlaceOptions place;

  public RunCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    new ExperimentRun(screen).run(request(), place.place());
  }

  RunRequest request() {
    return new RunRequest(
        model,
        data.request(),
        swarm.parameters(DEFAULT_ITERATIONS, DEFAULT_PARTICLES),
        budget.parameters(),
        swarm.structures(),
        evaluation.validationImages(),
        evaluation.recalibrationImages(),
        evaluation.batch(),
        swarm.savings(),
        retraining.settings(evaluation.batch(), swarm.seed()));
  }
}
