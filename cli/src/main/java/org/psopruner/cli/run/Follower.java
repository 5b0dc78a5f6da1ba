package org.psopruner.cli.run;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.output.FrontFiles;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.Pipeline;
import org.psopruner.cli.progress.Progress;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.result.HistoryFile;
import org.psopruner.cli.text.Figures;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.messages.rest.FrontView;

/** Follows an experiment to its end, shows how far it is and keeps the processes going. */
final class Follower {
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * Its process is watched besides, so this is for one that lives; on a busy machine it may wait.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final String experimentId;
  private final Pipeline pipeline;
  private final CoordinatorClient coordinator;
  private final ProgressDisplay display;
  private final InstantSource clock;
  private boolean searching = true;
  private Instant phaseStart;
  private Instant lastAnswer;

  Follower(
      String experimentId,
      Pipeline pipeline,
      CoordinatorClient coordinator,
      ProgressDisplay display,
      InstantSource clock) {
    this.experimentId = experimentId;
    this.pipeline = pipeline;
    this.coordinator = coordinator;
    this.display = display;
    this.clock = clock;
    this.phaseStart = clock.instant();
    this.lastAnswer = phaseStart;
  }

  /**
   * Returns when the model is there.
   *
   * @param output the folder that takes the evaluations when the search has ended, and the front of
   *     one that looks for it
   * @throws RunFailedException if it fails, or the coordinator falls silent
   */
  void follow(Path output) {
    boolean finished = false;
    while (!finished) {
      pipeline.pause(POLL);
      pipeline.tend();
      Optional<ExperimentView> view = ask(() -> coordinator.experiment(experimentId));
      view.ifPresent(v -> show(v, output));
      finished = view.filter(v -> v.state() == State.FINISHED).isPresent();
    }
  }

  /**
   * What the coordinator's page shows of the experiment, as one file.
   *
   * @throws RunFailedException if the coordinator falls silent
   */
  byte[] report() {
    return insist(() -> coordinator.report(experimentId));
  }

  /** A coordinator that is started again is waited for. */
  private <T> T insist(Supplier<T> question) {
    Optional<T> answer = ask(question);
    while (answer.isEmpty()) {
      pipeline.pause(POLL);
      pipeline.tend();
      answer = ask(question);
    }
    return answer.get();
  }

  /** Empty while the coordinator is started again. */
  private <T> Optional<T> ask(Supplier<T> question) {
    try {
      T answer = question.get();
      lastAnswer = clock.instant();
      return Optional.of(answer);
    } catch (UncheckedIOException e) {
      if (clock.instant().isAfter(lastAnswer.plus(LONGEST_SILENCE))) {
        throw new RunFailedException(
            "the coordinator has not answered for %d s; see its log"
                .formatted(LONGEST_SILENCE.toSeconds()),
            e);
      }
      return Optional.empty();
    }
  }

  private void show(ExperimentView view, Path output) {
    if (view.state() == State.FAILED) {
      throw new RunFailedException(
          "the experiment failed: " + view.failure().orElse("no reason was given"));
    }
    if (view.state() == State.STOPPED) {
      throw new RunFailedException("the experiment was stopped; there will be no model");
    }
    if (searching && !view.state().isSearched()) {
      endSearch(view, output);
    }
    display.show(Progress.of(view, Duration.between(phaseStart, clock.instant())));
  }

  private void endSearch(ExperimentView view, Path output) {
    searching = false;
    display.say(
        "search ended after %s: %d evaluations%s, %d particles shared a score%s"
            .formatted(
                Figures.time(Duration.between(phaseStart, clock.instant())),
                view.evaluationsDone(),
                notWhole(view),
                view.evaluationsShared(),
                view.globalBest().map(best -> "; " + Progress.best(best, view)).orElse("")));
    // Retraining and the measuring of latency need the whole machine.
    pipeline.stopWorkers();
    new OutputFile("--output", output.resolve(HistoryFile.NAME))
        .write(HistoryFile.bytes(insist(() -> coordinator.evaluations(experimentId))));
    if (view.spec().swarm().variant() == SwarmVariant.PARETO) {
      leaveFront(output);
    }
    phaseStart = clock.instant();
  }

  private void leaveFront(Path output) {
    FrontView front = insist(() -> coordinator.front(experimentId));
    new FrontFiles(output)
        .write(front, candidate -> insist(() -> coordinator.candidate(experimentId, candidate)));
    display.say(
        "structures that no other beats: %d, in %s; psopruner retrain takes any of them"
            .formatted(front.items().size(), output.resolve(FrontFiles.FOLDER)));
  }

  /** {@code " (12 ended early, 3 known from other experiments)"}. */
  private static String notWhole(ExperimentView view) {
    List<String> parts = new ArrayList<>();
    if (view.evaluationsOutrun() > 0) {
      parts.add(view.evaluationsOutrun() + " ended early");
    }
    if (view.evaluationsTaken() > 0) {
      parts.add(view.evaluationsTaken() + " known from other experiments");
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }
}
