package org.psopruner.cli.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.run.MotionOptions;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RacingOptions;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SearchOptions;
import org.psopruner.cli.run.SizeOptions;
import org.psopruner.cli.run.SpaceOptions;
import org.psopruner.cli.run.StartOptions;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
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
      SearchOptions.DEFAULTS,
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
  private final Screen screen;

  @Mixin private SpaceOptions space;
  @Mixin private SizeOptions size;
  @Mixin private MotionOptions motion;
  @Mixin private StartOptions start;
  @Mixin private RacingOptions racing;
  @Mixin private BenchThreads threads;

  @Option(
      names = "--replay",
      description =
          "Do a naive evaluation that comes again only once, and count what it cost each time."
              + " Images, swarm and winner are exact, since an evaluation gives what it gave; the"
              + " naive search's seconds are an estimate. For searches that take hours naively.")
  private boolean replay;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  SearchBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    int count = threads.count();
    if (motion.variant() == SwarmVariant.PARETO) {
      throw new BadInputException(
          "--swarm is pareto, which saves no images, since it needs each accuracy; choose another to compare");
    }
    RunRequest request = request();
    ProgressDisplay progress = screen.progressUnless(json, InstantSource.system());
    ExperimentSpec spec =
        new Preparation(InstantSource.system(), count, progress).prepare(request, Path.of("/"));
    SearchFigures figures = new SearchBenchmark(spec, () -> new Dl4jEngine(count), replay).run();
    screen.show(figures, json, figures.lines());
  }

  /**
   * Synchronous, since another order of scores is another search; without steps of training, whose
   * images are not counted; nothing is retrained, and nothing written.
   */
  private RunRequest request() {
    return space.request(
        size.swarm(space.seed(), motion.variant(), SwarmPace.SYNCHRONOUS)
            .with(motion.coefficients()),
        start.start(),
        racing.savings(motion.variant(), false),
        Optional.empty(),
        (batch, seed) -> RetrainingSettings.plain(0, batch, seed));
  }
}
