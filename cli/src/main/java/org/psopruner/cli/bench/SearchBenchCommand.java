package org.psopruner.cli.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.cli.run.BudgetOptions;
import org.psopruner.cli.run.EvaluationOptions;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SwarmOptions;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SwarmPace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner bench search}: how many images a search looks at, and for how long. */
@Command(
    name = "search",
    description = {
      "Searches twice in this process, without Kafka: naively, where every particle of every"
          + " iteration is evaluated on all images, and as a search does, where particles share"
          + " scores and evaluations end early. Tells the images and the time of each, and whether"
          + " swarm and winner are the same.",
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not"
          + " say otherwise."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  psopruner bench search --model vgg16.onnx --data cifar10/ --validation-images 5000"
          + " --max-params 6%%",
    })
final class SearchBenchCommand implements Runnable {
  private static final int DEFAULT_ITERATIONS = 100;
  private static final int DEFAULT_PARTICLES = 20;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SwarmOptions swarm;
  @Mixin private BudgetOptions budget;
  @Mixin private EvaluationOptions evaluation;
  @Mixin private BenchThreads threads;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  SearchBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    int count = threads.count();
    if (swarm.pace() == SwarmPace.ASYNCHRONOUS) {
      throw new BadInputException(
          "--pace is asynchronous, where another order of scores is another search; leave it synchronous"
              + " to compare");
    }
    // Nothing is written: the folder is only part of what an experiment is.
    ExperimentSpec spec = new Preparation(InstantSource.system()).prepare(request(), Path.of("/"));
    SearchFigures figures = new SearchBenchmark(spec, new Dl4jEngine(count)).run();
    if (json) {
      screen.out().println(new String(RecordJson.write(figures), StandardCharsets.UTF_8));
    } else {
      figures.lines().forEach(screen.out()::println);
    }
    screen.out().flush();
  }

  private RunRequest request() {
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
        noRetraining(evaluation.batch(), swarm.seed()));
  }

  private static RetrainingSettings noRetraining(int batch, long seed) {
    return new RetrainingSettings(
        0,
        batch,
        0.05,
        0.9,
        5e-4,
        0,
        0,
        new AugmentationSettings(0, false, 0, 0),
        new DistillationSettings(0, 4),
        0,
        0,
        false,
        seed);
  }
}
