package org.psopruner.coordinator.experiment;

import java.util.Locale;
import java.util.Optional;
import org.psopruner.coordinator.experiment.ExperimentState.Paused;
import org.psopruner.coordinator.experiment.ExperimentState.Searching;
import org.psopruner.coordinator.experiment.ExperimentState.Stopped;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentChanged.Delete;
import org.psopruner.messages.ExperimentChanged.Extend;
import org.psopruner.messages.ExperimentChanged.Pause;
import org.psopruner.messages.ExperimentChanged.Resume;
import org.psopruner.messages.ExperimentChanged.Retrain;
import org.psopruner.messages.ExperimentChanged.Stop;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmParameters;

/** What users may change of an experiment, and when. */
final class Changes {
  private Changes() {}

  /** Why a change cannot be made of an experiment that is not deleted, in one line. */
  static Optional<String> refusal(ExperimentState state, Change change) {
    if (change instanceof Delete || isDone(state, change)) {
      return Optional.empty();
    }
    if (change instanceof Retrain retrain) {
      return refusal(state, retrain);
    }
    Optional<SwarmSearch> search = searched(state);
    if (search.isEmpty()) {
      return Optional.of(
          "experiment %s is %s; only while it is being searched, or paused, can that be done"
              .formatted(
                  state.experiment().spec().id(),
                  Views.name(state).name().toLowerCase(Locale.ROOT)));
    }
    if (change instanceof Stop stop && stop.retrain() && search.get().globalBest().isEmpty()) {
      return Optional.of(
          "nothing of experiment %s was evaluated yet that could be retrained; wait, or stop it without that"
              .formatted(state.experiment().spec().id()));
    }
    return change instanceof Extend extend ? tooLong(state, extend) : Optional.empty();
  }

  private static Optional<String> refusal(ExperimentState state, Retrain retrain) {
    String id = state.experiment().spec().id();
    if (searched(state).isEmpty() && !(state instanceof Stopped)) {
      return Optional.of(
          "experiment %s is %s; only while it is being searched, paused or stopped can a candidate be chosen"
              .formatted(id, Views.name(state).name().toLowerCase(Locale.ROOT)));
    }
    return state
            .experiment()
            .search()
            .flatMap(search -> search.asWinner(retrain.evaluationId()))
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            "nothing of experiment %s was evaluated on all images as %s; its front says what was"
                .formatted(id, retrain.evaluationId()));
  }

  private static Optional<String> tooLong(ExperimentState state, Extend extend) {
    SwarmParameters swarm = state.experiment().spec().swarm();
    long all = (long) swarm.iterations() + extend.iterations();
    int most = SwarmParameters.maxIterations(swarm.particles());
    return all <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "iterations is %d, which would make %,d of them; with %,d particles there may be %,d in all",
                extend.iterations(),
                all,
                swarm.particles(),
                most));
  }

  /** Whether it is as the change would make it. */
  private static boolean isDone(ExperimentState state, Change change) {
    return (change instanceof Pause && state instanceof Paused)
        || (change instanceof Resume && state instanceof Searching)
        || (change instanceof Stop stop && !stop.retrain() && state instanceof Stopped);
  }

  /** The search that may still move. */
  static Optional<SwarmSearch> searched(ExperimentState state) {
    if (state instanceof Searching searching) {
      return Optional.of(searching.search());
    }
    return state instanceof Paused paused ? Optional.of(paused.search()) : Optional.empty();
  }

  /** The state after a change that is not refused; the same if there is nothing to be done. */
  static ExperimentState apply(ExperimentState state, Change change) {
    if (change instanceof Delete) {
      return state.deleted();
    }
    if (state instanceof Searching searching) {
      return apply(searching, change);
    }
    if (state instanceof Stopped stopped && change instanceof Retrain retrain) {
      return stopped.retrained(retrain.evaluationId());
    }
    return state instanceof Paused paused ? apply(paused, change) : state;
  }

  private static ExperimentState apply(Searching searching, Change change) {
    if (change instanceof Pause) {
      return searching.paused();
    }
    if (change instanceof Stop stop) {
      return searching.stopped(stop.retrain());
    }
    if (change instanceof Retrain retrain) {
      return searching.retrained(retrain.evaluationId());
    }
    return change instanceof Extend extend
        ? searching.extended(longer(searching, extend))
        : searching;
  }

  private static ExperimentState apply(Paused paused, Change change) {
    if (change instanceof Resume) {
      return paused.resumed();
    }
    if (change instanceof Stop stop) {
      return paused.stopped(stop.retrain());
    }
    if (change instanceof Retrain retrain) {
      return paused.retrained(retrain.evaluationId());
    }
    return change instanceof Extend extend ? paused.extended(longer(paused, extend)) : paused;
  }

  private static ExperimentSpec longer(ExperimentState state, Extend extend) {
    ExperimentSpec spec = state.experiment().spec();
    return spec.with(spec.swarm().extended(extend.iterations()));
  }
}
