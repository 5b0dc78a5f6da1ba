package org.psopruner.cli.bench.pipeline;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.Pipeline;
import org.psopruner.cli.process.PipelineSettings;
import org.psopruner.cli.progress.Progress;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

/**
 * A search with a real broker, a real coordinator and real workers, whose evaluations prune the
 * network and then only sleep. A short search before it, which does not count, has the workers read
 * their files.
 */
final class PipelineBenchmark {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Path home;
  private final Path folder;
  private final ProgressDisplay display;
  private final InstantSource clock;

  /**
   * @param home the folder of the project
   * @param folder takes the logs and the broker's data
   */
  PipelineBenchmark(Path home, Path folder, ProgressDisplay display, InstantSource clock) {
    this.home = home;
    this.folder = folder;
    this.display = display;
    this.clock = clock;
  }

  /**
   * Measures.
   *
   * @throws RunFailedException if a process does not start, or dies too often
   */
  PipelineFigures run(SwarmParameters swarm, int workers, Duration sleep) {
    ExperimentSpec before =
        prepare(
            new SwarmParameters(
                2 * workers, 1, swarm.seed() + 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS));
    ExperimentSpec measured = prepare(swarm);
    Pipeline pipeline = new Pipeline(settings(workers, sleep), display::say, clock);
    Thread onExit = new Thread(pipeline::close, "end-processes");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (pipeline) {
      display.say("starting a broker, a coordinator and %d workers".formatted(workers));
      pipeline.start();
      CoordinatorClient coordinator = new CoordinatorClient(pipeline.coordinator());
      search(before, pipeline, coordinator);
      display.say("the workers are warm; measuring");
      Duration time = search(measured, pipeline, coordinator);
      return PipelineFigures.of(
          measured, workers, sleep, coordinator.evaluations(measured.id()), time);
    } finally {
      display.end();
    }
  }

  private ExperimentSpec prepare(SwarmParameters swarm) {
    return SyntheticExperiment.prepare(home, swarm, 1, folder, clock);
  }

  private PipelineSettings settings(int workers, Duration sleep) {
    return new PipelineSettings(
        home,
        folder,
        workers,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "share-group",
        SyntheticExperiment.workerSettings(sleep),
        false);
  }

  private Duration search(ExperimentSpec spec, Pipeline pipeline, CoordinatorClient coordinator) {
    Instant start = clock.instant();
    coordinator.create(spec);
    State state = State.SEARCHING;
    while (state == State.SEARCHING) {
      pipeline.pause(POLL);
      pipeline.tend();
      state = state(spec, coordinator, start);
    }
    if (state == State.FAILED) {
      throw new RunFailedException("the search failed; see the logs in " + folder);
    }
    return Duration.between(start, clock.instant());
  }

  private State state(ExperimentSpec spec, CoordinatorClient coordinator, Instant start) {
    try {
      ExperimentView view = coordinator.experiment(spec.id());
      if (view.state() == State.SEARCHING) {
        display.show(Progress.of(view, Duration.between(start, clock.instant())));
      }
      return view.state();
    } catch (UncheckedIOException away) {
      return State.SEARCHING; // it is being started again
    }
  }
}
