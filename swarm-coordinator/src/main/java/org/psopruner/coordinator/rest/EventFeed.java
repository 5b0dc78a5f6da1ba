package org.psopruner.coordinator.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.RetrainingView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.messages.rest.WorkerView;

/**
 * What one listener has yet to be told of an experiment. Each event says how something is, not what
 * was added to it, and who begins to listen is told how all is. So whoever was away for a while and
 * comes back has missed nothing that still matters. Not for use by several threads at once.
 */
final class EventFeed {
  private final Map<String, WorkerView> workers = new HashMap<>();
  private Optional<StateEvent> state = Optional.empty();
  private Optional<ProgressEvent> progress = Optional.empty();
  private Optional<BestView> best = Optional.empty();

  /**
   * Something that changed.
   *
   * @param name {@code state}, {@code progress}, {@code best} or {@code worker}
   */
  record Event(String name, Object data) {}

  /**
   * Where it is in its life.
   *
   * @param revision how often a user has changed it
   * @param iterations of its swarm in all
   */
  record StateEvent(State state, int revision, int iterations, Optional<String> failure) {}

  /** How far it is, as in {@link ExperimentView}. */
  record ProgressEvent(
      int iteration,
      int evaluationsDone,
      int evaluationsOutstanding,
      int evaluationsShared,
      int evaluationsOutrun,
      int evaluationsTaken,
      int evaluationsFailed,
      Optional<RetrainingView> retraining) {}

  /** Passes over what a listener knows who has seen the experiment as it is. */
  void known(ExperimentView view) {
    state = Optional.of(stateOf(view));
    progress = Optional.of(progressOf(view));
    best = view.globalBest();
  }

  /** What the listener has not been told, of the experiment as it is. */
  List<Event> next(ExperimentView view, List<WorkerView> now) {
    List<Event> events = new ArrayList<>();
    StateEvent stateNow = stateOf(view);
    if (!state.equals(Optional.of(stateNow))) {
      events.add(new Event("state", stateNow));
    }
    ProgressEvent progressNow = progressOf(view);
    if (!progress.equals(Optional.of(progressNow))) {
      events.add(new Event("progress", progressNow));
    }
    if (!best.equals(view.globalBest())) {
      view.globalBest().ifPresent(found -> events.add(new Event("best", found)));
    }
    known(view);
    Set<String> gone = new TreeSet<>(workers.keySet());
    now.forEach(worker -> gone.remove(worker.worker()));
    for (String worker : gone) {
      events.add(new Event("worker", idle(workers.remove(worker))));
    }
    for (WorkerView worker : now) {
      if (!worker.equals(workers.put(worker.worker(), worker))) {
        events.add(new Event("worker", worker));
      }
    }
    return events;
  }

  /** One that handed back all that it had, and has scored nothing, is not listed any more. */
  private static WorkerView idle(WorkerView gone) {
    return new WorkerView(
        gone.worker(),
        gone.evaluations(),
        gone.failed(),
        gone.meanMillis(),
        gone.lastHeard(),
        Optional.empty());
  }

  private static StateEvent stateOf(ExperimentView view) {
    return new StateEvent(
        view.state(), view.revision(), view.spec().swarm().iterations(), view.failure());
  }

  private static ProgressEvent progressOf(ExperimentView view) {
    return new ProgressEvent(
        view.iteration(),
        view.evaluationsDone(),
        view.evaluationsOutstanding(),
        view.evaluationsShared(),
        view.evaluationsOutrun(),
        view.evaluationsTaken(),
        view.evaluationsFailed(),
        view.retraining());
  }
}
