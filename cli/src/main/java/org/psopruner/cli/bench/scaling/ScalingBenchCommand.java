package org.psopruner.cli.bench.scaling;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.swarm.Pace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code psopruner bench scaling}: how busy a search keeps many workers of unequal speed. */
@Command(
    name = "scaling",
    description = {
      "Simulates searches on many workers of unequal speed, in virtual time and with the real"
          + " swarm: the share of the workers' time that goes into evaluations whose scores count,"
          + " and evaluations a second, at the synchronous pace beside the asynchronous one, with"
          + " and without workers that die.",
      "An evaluation's duration differs by up to a quarter either way; the workers' speeds lie in"
          + " even ratios."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner bench scaling",
      "  psopruner bench scaling --workers 64 --particles 64 --deaths 0.05 --json",
    })
public final class ScalingBenchCommand implements Runnable {
  private static final int MAX_WORKERS = 10_000;
  private static final int MAX_PARTICLES = 100_000;
  private static final int MAX_ITERATIONS = 1_000_000;
  private static final double MAX_SECONDS = 1e6;

  /** A swarm of fewer is none. */
  private static final int FEWEST_PARTICLES = 20;

  private final Screen screen;

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,4,16,64,256,1024",
      description = "How many workers, several at commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> workers;

  @Option(
      names = "--particles",
      paramLabel = "N",
      description =
          "Particles (default: twice as many as there are workers, at least 20). Each has one"
              + " evaluation out at most.")
  private Integer particles;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "100",
      description = "Evaluations by the number of particles (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "What an evaluation takes on the fastest worker, in the mean (default:"
              + " ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--spread",
      paramLabel = "X",
      defaultValue = "10",
      description = "How many times as long the slowest worker takes (default: ${DEFAULT-VALUE}).")
  private double spread;

  @Option(
      names = "--latency",
      paramLabel = "S",
      defaultValue = "0.05",
      description =
          "From the end of an evaluation until its worker takes the next, and until the next"
              + " candidate is there (default: ${DEFAULT-VALUE}).")
  private double latency;

  @Option(
      names = "--deaths",
      paramLabel = "P",
      defaultValue = "0.01",
      description =
          "The probability that a worker dies of an evaluation, where workers die (default:"
              + " ${DEFAULT-VALUE}).")
  private double deaths;

  @Option(
      names = "--lock",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "From a worker's death until another one gets its evaluation (default:"
              + " ${DEFAULT-VALUE}).")
  private double lock;

  @Option(
      names = "--restart",
      paramLabel = "S",
      defaultValue = "10",
      description = "From a worker's death until it is there again (default: ${DEFAULT-VALUE}).")
  private double restart;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public ScalingBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    check();
    List<ScalingFigures.Row> rows = new ArrayList<>();
    for (double probability : new double[] {0, deaths}) {
      for (int count : workers) {
        rows.add(row(count, probability));
      }
    }
    ScalingFigures figures = new ScalingFigures(seconds, spread, latency, lock, restart, rows);
    screen.show(figures, json, figures.lines());
  }

  private void check() {
    workers.forEach(count -> Range.check("--workers", count, 1, MAX_WORKERS));
    if (particles != null) {
      Range.check("--particles", particles, 1, MAX_PARTICLES);
    }
    Range.check("--iterations", iterations, 1, MAX_ITERATIONS);
    Range.check(
        "--seconds",
        seconds,
        seconds > 0 && seconds <= MAX_SECONDS,
        "above 0 and at most 1,000,000");
    Range.check("--spread", spread, spread >= 1 && spread <= 1_000, "from 1 to 1,000");
    Range.check("--deaths", deaths, deaths >= 0 && deaths <= 0.9, "from 0 to 0.9");
    checkTime("--latency", latency);
    checkTime("--lock", lock);
    checkTime("--restart", restart);
  }

  private static void checkTime(String option, double time) {
    Range.check(option, time, time >= 0 && time <= MAX_SECONDS, "from 0 to 1,000,000");
  }

  private ScalingFigures.Row row(int count, double probability) {
    int size = particles == null ? Math.max(FEWEST_PARTICLES, 2 * count) : particles;
    return new ScalingFigures.Row(
        count,
        size,
        (long) size * iterations,
        probability,
        simulate(count, Pace.SYNCHRONOUS, size, probability),
        simulate(count, Pace.ASYNCHRONOUS, size, probability));
  }

  private Outcome simulate(int count, Pace pace, int size, double probability) {
    return new Simulation(
            new Scene(
                count,
                pace,
                size,
                iterations,
                seconds,
                spread,
                latency,
                probability,
                lock,
                restart,
                seed))
        .run();
  }
}
