package org.psopruner.cli.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.psopruner.cli.Range;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner chaos}: whether anything is lost when everything fails. */
@Command(
    name = "chaos",
    description = {
      "Runs one search twice, with real processes and a real broker: undisturbed, and while"
          + " coordinators, workers, retrainers and the broker are killed (SIGKILL), halted"
          + " (SIGSTOP), restarted (SIGTERM) and cut off from the broker.",
      "Evaluations make their scores up; the retraining is a real one, of the bundled network. It"
          + " fails if an evaluation is lost, or the winner, the swarm or the model is not the"
          + " same."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner chaos --kills 50 --seed 7 --output chaos/"})
public final class ChaosCommand implements Runnable {
  private static final int MAX_KILLS = 10_000;
  private static final int MAX_PROCESSES = 64;
  private static final int PARTICLES = 8;

  /** Short searches are too soon over for their faults to matter. */
  private static final int FEWEST_ITERATIONS = 10;

  private static final int FEWEST_EPOCHS = 2;
  private static final Duration EVALUATION = Duration.ofMillis(200);

  private final Screen screen;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "How often something happens to a process (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Fixes the search, and what happens to whom and when (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Fitness workers (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      defaultValue = "1",
      description = "Coordinators (default: ${DEFAULT-VALUE}).")
  private int coordinators;

  @Option(
      names = "--retrainers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Retrainers (default: ${DEFAULT-VALUE}).")
  private int retrainers;

  @Mixin private OutputOptions output;

  @Option(names = "--json", description = "The figures as JSON, alone on standard output.")
  private boolean json;

  public ChaosCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--kills", kills, 1, MAX_KILLS);
    Map<Role, Integer> size = new EnumMap<>(Role.class);
    size.put(Role.COORDINATOR, Range.check("--coordinators", coordinators, 1, MAX_PROCESSES));
    size.put(Role.WORKER, Range.check("--workers", workers, 1, MAX_PROCESSES));
    size.put(Role.RETRAINER, Range.check("--retrainers", retrainers, 1, MAX_PROCESSES));
    size.put(Role.BROKER, 1);
    ChaosFigures figures = figures(size);
    if (!json) {
      screen.out().println(); // below the progress
    }
    screen.show(figures, json, figures.lines());
    if (!figures.hold()) {
      throw new RunFailedException(
          "the disturbed run did not end as the undisturbed one; see the figures, and the logs in "
              + output.path());
    }
  }

  private ChaosFigures figures(Map<Role, Integer> size) {
    FaultPlan plan = FaultPlan.draw(kills, size, seed);
    // An epoch for each fault of the retraining, so that there is something to disturb.
    int epochs = Math.max(FEWEST_EPOCHS, plan.retraining().size());
    try (OutputFolder folder = OutputFolder.claim(output.path(), output.overwrite())) {
      Trial.Ending undisturbed = run("undisturbed", folder.path(), size, FaultPlan.calm(), epochs);
      Trial.Ending disturbed = run("disturbed", folder.path(), size, plan, epochs);
      return ChaosFigures.of(seed, undisturbed, disturbed);
    }
  }

  private Trial.Ending run(
      String name, Path in, Map<Role, Integer> size, FaultPlan plan, int epochs) {
    InstantSource clock = InstantSource.system();
    Path home = Path.of(System.getProperty("psopruner.home", "")).toAbsolutePath();
    Path folder = in.resolve(name);
    ProgressDisplay display = screen.progress(clock);
    Consumer<String> say = json ? line -> {} : display::say;
    Cast cast = new Cast(home, folder, size, SyntheticExperiment.workerSettings(EVALUATION), clock);
    Trial trial = new Trial(cast, say, clock);
    Thread onExit = new Thread(trial::close, "end-processes");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (trial) {
      say.accept(
          "%s run: a broker; coordinators: %d, workers: %d, retrainers: %d"
              .formatted(
                  name,
                  size.get(Role.COORDINATOR),
                  size.get(Role.WORKER),
                  size.get(Role.RETRAINER)));
      return trial.run(spec(home, epochs, folder, clock), plan);
    } finally {
      display.end();
    }
  }

  private ExperimentSpec spec(Path home, int epochs, Path folder, InstantSource clock) {
    SwarmParameters swarm =
        new SwarmParameters(
            PARTICLES,
            Math.max(FEWEST_ITERATIONS, kills),
            seed,
            SwarmVariant.GLOBAL_BEST,
            SwarmPace.SYNCHRONOUS); // at the other, faults change the order of scores
    return SyntheticExperiment.prepare(home, swarm, epochs, folder, clock);
  }
}
