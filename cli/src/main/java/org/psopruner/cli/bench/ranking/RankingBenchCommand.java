package org.psopruner.cli.bench.ranking;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.bench.BenchThreads;
import org.psopruner.cli.evaluation.PlainRetraining;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SpaceOptions;
import org.psopruner.cli.run.StartPoint;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner bench ranking}: whether fitness predicts the accuracy after retraining. */
@Command(
    name = "ranking",
    description = {
      "Takes structures at random within the budget, evaluates each as a search does, with and"
          + " without some steps of training, and retrains all of them. Tells how well the order of"
          + " the fitness is that of the accuracy after retraining.",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  psopruner bench ranking --model small.onnx --data cifar10/ --structures 16 --epochs 4"
          + " --steps 0,10,50",
    })
public final class RankingBenchCommand implements Runnable {
  private static final int MAX_STRUCTURES = 10_000;
  private static final int MAX_STEPS = 1_000_000;

  private final Screen screen;

  @Option(
      names = "--structures",
      paramLabel = "N",
      defaultValue = "16",
      description = "Structures (default: ${DEFAULT-VALUE}).")
  private int structures;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Epochs of retraining (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--steps",
      paramLabel = "N",
      split = ",",
      description = "Steps of training before an evaluation; 0 for none (default: 0, 10, 50).")
  private List<Integer> steps = List.of(0, 10, 50);

  @Option(
      names = "--step-learning-rate",
      paramLabel = "X",
      defaultValue = "0.02",
      description = "At the first of these steps (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Mixin private SpaceOptions space;
  @Mixin private BenchThreads threads;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public RankingBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--structures", structures, 2, MAX_STRUCTURES);
    Range.check("--epochs", epochs, 1, PlainRetraining.MAX_EPOCHS);
    steps.forEach(count -> Range.check("--steps", count, 0, MAX_STEPS));
    Range.learningRate("--step-learning-rate", rate);
    int count = threads.count();
    RunRequest request = request();
    ProgressDisplay progress = screen.progressUnless(json, InstantSource.system());
    ExperimentSpec spec =
        new Preparation(InstantSource.system(), count, progress).prepare(request, Path.of("/"));
    RankingFigures figures =
        new RankingBenchmark(spec, new Dl4jEngine(count), rate, progress).run(structures, steps);
    screen.show(figures, json, figures.lines());
  }

  /** There is no swarm: that of an experiment has the seed alone of what is used here. */
  private RunRequest request() {
    return space.request(
        new SwarmParameters(1, 1, space.seed(), SwarmVariant.TRELEA, SwarmPace.SYNCHRONOUS),
        StartPoint.RANDOM,
        new SavingParameters(Racing.NONE, false),
        Optional.empty(),
        (batch, seed) -> RetrainingSettings.plain(epochs, batch, seed));
  }
}
