package org.psopruner.cli.bench.methods;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.bench.BenchThreads;
import org.psopruner.cli.evaluation.PlainRetraining;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.run.LadderOptions;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SearchOptions;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner bench methods}: what a search finds, beside other ways of searching. */
@Command(
    name = "methods",
    description = {
      "Searches in this process, without Kafka, in several ways: each may evaluate as many"
          + " structures as there are particles times iterations, and ends before if it has"
          + " nothing more to ask. Tells the best fitness of each, and the accuracy of what it"
          + " found on all validation images, before and after retraining, over several seeds.",
      SearchOptions.DEFAULTS,
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  psopruner bench methods --model small.onnx --data cifar10/ --iterations 10 --particles 10"
          + " --methods global-best,random,uniform",
    })
public final class MethodsBenchCommand implements Runnable {
  private static final int MAX_SEEDS = 1_000;

  private final Screen screen;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Ways of searching: ${COMPLETION-CANDIDATES} (default: all of them).")
  private List<Method> methods = List.of(Method.values());

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Searches of each method; --seed is the first seed (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Epochs of retraining of what each search found; 0 for none (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private SearchOptions search;
  @Mixin private LadderOptions ladder;
  @Mixin private BenchThreads threads;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public MethodsBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--seeds", seeds, 1, MAX_SEEDS);
    int count = threads.count();
    Range.check("--epochs", epochs, 0, PlainRetraining.MAX_EPOCHS);
    // Nothing is written: that is only part of what an experiment is.
    RunRequest request =
        search
            .request((batch, seed) -> RetrainingSettings.plain(epochs, batch, seed))
            .with(ladder.request());
    requireComparable(request);
    Preparation preparation = new Preparation(InstantSource.system());
    long first = request.swarm().seed();
    if (first > Long.MAX_VALUE - seeds) {
      throw new BadInputException(
          "--seed is %d, behind which there are no %d seeds; give a lower one"
              .formatted(first, seeds));
    }
    List<ExperimentSpec> experiments =
        LongStream.range(first, first + seeds)
            .mapToObj(seed -> preparation.prepare(request.withSeed(seed), Path.of("/")))
            .toList();
    ProgressDisplay progress = screen.progressUnless(json, InstantSource.system());
    MethodFigures figures =
        new MethodsBenchmark(experiments, new Dl4jEngine(count), progress).run(methods);
    screen.show(figures, json, figures.lines());
  }

  private void requireComparable(RunRequest request) {
    if (request.savings().racing() == Racing.STATISTICAL) {
      throw new BadInputException(
          "--racing is statistical, but methods are compared on all images; leave it out");
    }
    search
        .chosenVariant()
        .ifPresent(
            variant -> {
              throw new BadInputException(
                  "--swarm is %s, but --methods says how is searched; name it there"
                      .formatted(variant));
            });
    if (request.swarm().coefficients().isPresent() && !methods.contains(Method.GLOBAL_BEST)) {
      throw new BadInputException(
          "--inertia, --cognitive and --social are those of global-best, but --methods is without it; leave"
              + " them out");
    }
  }
}
