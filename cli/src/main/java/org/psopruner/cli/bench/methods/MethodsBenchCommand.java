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
import org.psopruner.cli.run.CoefficientOptions;
import org.psopruner.cli.run.FineTuneOptions;
import org.psopruner.cli.run.LadderOptions;
import org.psopruner.cli.run.PaceOption;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SearchOptions;
import org.psopruner.cli.run.SizeOptions;
import org.psopruner.cli.run.SpaceOptions;
import org.psopruner.cli.run.StartOptions;
import org.psopruner.cli.run.StartPoint;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
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

  @Mixin private SpaceOptions space;
  @Mixin private SizeOptions size;
  @Mixin private CoefficientOptions coefficients;
  @Mixin private StartOptions start;
  @Mixin private PaceOption pace;
  @Mixin private FineTuneOptions fineTuning;
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
    requireEffect();
    RunRequest request = request();
    ProgressDisplay progress = screen.progressUnless(json, InstantSource.system());
    Preparation preparation = new Preparation(InstantSource.system(), count, progress);
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
    MethodFigures figures =
        new MethodsBenchmark(experiments, new Dl4jEngine(count), progress).run(methods);
    screen.show(figures, json, figures.lines());
  }

  /** Refuses what would change none of the methods. */
  private void requireEffect() {
    if (coefficients.areGiven() && !methods.contains(Method.GLOBAL_BEST)) {
      throw new BadInputException(
          "--inertia, --cognitive and --social are those of global-best, but --methods is without it; leave"
              + " them out");
    }
    if (pace.pace() == SwarmPace.ASYNCHRONOUS && methods.stream().noneMatch(Method::isSwarm)) {
      throw new BadInputException(
          "--pace is asynchronous, but --methods has no swarm; leave it out, or name one");
    }
    start
        .given()
        .filter(any -> !anyHasStart())
        .ifPresent(
            option -> {
              throw new BadInputException(
                  option
                      + ", but --methods has none that starts from somewhere; leave it out, or name one");
            });
  }

  /** Where none has, no analysis has to be made. */
  private boolean anyHasStart() {
    return methods.stream().anyMatch(Method::hasStart);
  }

  /** Each structure is evaluated on all images, and no score but its own search's is known. */
  private RunRequest request() {
    SwarmVariant variant = coefficients.areGiven() ? SwarmVariant.GLOBAL_BEST : SwarmVariant.TRELEA;
    return space
        .request(
            size.swarm(space.seed(), variant, pace.pace()).with(coefficients.coefficients(variant)),
            anyHasStart() ? start.start() : StartPoint.RANDOM,
            new SavingParameters(Racing.NONE, false),
            fineTuning.fineTuning(),
            (batch, seed) -> RetrainingSettings.plain(epochs, batch, seed))
        .with(ladder.request());
  }
}
