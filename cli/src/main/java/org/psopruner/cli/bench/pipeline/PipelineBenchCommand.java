package org.psopruner.cli.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner bench pipeline}: what the pipeline takes beside the evaluations. */
@Command(
    name = "pipeline",
    description = {
      "Runs a search with real processes and a real broker, whose evaluations prune the bundled"
          + " network and then only sleep: its wall time beside the ideal, which is all that they"
          + " sleep by the number of workers, and evaluations a second.",
      "The processes are started before, and the workers have done a few evaluations by then."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner bench pipeline --evaluations 200 --workers 4 --sleep 0.5",
      "  psopruner bench pipeline --evaluations 2000 --workers 2 --sleep 0 --json",
    })
public final class PipelineBenchCommand implements Runnable {
  private static final int MAX_EVALUATIONS = 1_000_000;
  private static final int MAX_WORKERS = 256;
  private static final int MAX_PARTICLES = 10_000;
  private static final double MAX_SLEEP = 3_600;

  private final Screen screen;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many, rounded up to full iterations (default: ${DEFAULT-VALUE}). Particles that come"
              + " to one structure share an evaluation.")
  private int evaluations;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Fitness workers, each a process (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--sleep",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seconds that an evaluation sleeps (default: ${DEFAULT-VALUE}).")
  private double sleep;

  @Option(
      names = "--particles",
      paramLabel = "N",
      description =
          "Particles (default: the root of the evaluations, at least twice as many as there are"
              + " workers).")
  private Integer particles;

  @Option(
      names = "--pace",
      paramLabel = "NAME",
      defaultValue = "asynchronous",
      description = "When particles move: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SwarmPace pace;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes the swarm (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "As JSON, alone on standard output.")
  private boolean json;

  @Mixin private OutputOptions output;

  public PipelineBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--evaluations", evaluations, 1, MAX_EVALUATIONS);
    Range.check("--workers", workers, 1, MAX_WORKERS);
    Range.check("--sleep", sleep, sleep >= 0 && sleep <= MAX_SLEEP, "from 0 to 3,600");
    SwarmParameters swarm = swarm();
    PipelineFigures figures;
    try (OutputFolder folder = OutputFolder.claim(output.path(), output.overwrite())) {
      InstantSource clock = InstantSource.system();
      ProgressDisplay display = screen.progressUnless(json, clock);
      Path home = Path.of(System.getProperty("psopruner.home", "")).toAbsolutePath();
      figures =
          new PipelineBenchmark(home, folder.path(), display, clock)
              .run(swarm, workers, Duration.ofMillis(Math.round(1000 * sleep)));
      folder.deleteBrokerData();
    }
    if (!json) {
      screen.out().println(); // below the progress
    }
    screen.show(figures, json, figures.lines());
  }

  /** One that does not come together, for particles that do share their evaluations. */
  private SwarmParameters swarm() {
    int size =
        particles == null
            ? Math.max(2 * workers, (int) Math.ceil(Math.sqrt(evaluations)))
            : Range.check("--particles", particles, 1, MAX_PARTICLES);
    // Rounding up to full iterations must not lead beyond what a swarm may have.
    Range.check("--evaluations", evaluations, 1, SwarmParameters.maxIterations(size) * size);
    return new SwarmParameters(
        size, (evaluations + size - 1) / size, seed, SwarmVariant.COMPREHENSIVE_LEARNING, pace);
  }
}
