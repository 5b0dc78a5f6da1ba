package org.psopruner.coordinator.log;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.WorkerView;
import org.psopruner.messages.rest.WorkerView.Evaluating;

/**
 * Who does what, for people: nothing follows from it. What happened is told with the times of the
 * log. Safe for use by several threads.
 */
final class WorkerActivity {
  /** So many workers are remembered, the last ones: new names all the time fill no memory. */
  private static final int MOST = 10_000;

  private final Map<String, Instant> heard = new HashMap<>();
  private final Map<String, EvaluationStarted> inHand = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  /** By worker, the evaluation that it scored last. */
  private final Map<String, String> answered = new HashMap<>();

  synchronized void started(EvaluationStarted started, Instant at) {
    // The two stand on different topics: that it was taken may be read after its score.
    boolean done = started.evaluationId().equals(answered.get(started.worker()));
    hear(started.worker(), at);
    if (!done) {
      inHand.put(started.worker(), started);
      since.put(started.worker(), at);
    }
  }

  synchronized void released(EvaluationReleased released, Instant at) {
    hear(released.worker(), at);
    ended(released.worker(), released.evaluationId());
  }

  synchronized void scored(Score score, Instant at) {
    hear(score.worker(), at);
    answered.put(score.worker(), score.evaluationId());
    ended(score.worker(), score.evaluationId());
  }

  private void hear(String worker, Instant at) {
    if (!heard.containsKey(worker) && heard.size() >= MOST) {
      forget(Collections.min(heard.entrySet(), Map.Entry.comparingByValue()).getKey());
    }
    heard.merge(worker, at, (before, now) -> now.isAfter(before) ? now : before);
  }

  private void forget(String worker) {
    heard.remove(worker);
    inHand.remove(worker);
    since.remove(worker);
    answered.remove(worker);
  }

  private void ended(String worker, String evaluationId) {
    EvaluationStarted last = inHand.get(worker);
    if (last != null && last.evaluationId().equals(evaluationId)) {
      inHand.remove(worker);
      since.remove(worker);
    }
  }

  /**
   * All that evaluated for an experiment, or do, by name.
   *
   * @param evaluations of the experiment
   */
  synchronized List<WorkerView> of(String experimentId, List<EvaluationView> evaluations) {
    Map<String, List<EvaluationView>> done =
        evaluations.stream()
            .filter(evaluation -> evaluation.takenFrom().isEmpty())
            .collect(Collectors.groupingBy(EvaluationView::worker));
    Set<String> workers = new TreeSet<>(done.keySet());
    inHand.forEach(
        (worker, started) -> {
          if (started.experimentId().equals(experimentId)) {
            workers.add(worker);
          }
        });
    return workers.stream()
        .map(worker -> view(worker, experimentId, done.getOrDefault(worker, List.of())))
        .toList();
  }

  private WorkerView view(String worker, String experimentId, List<EvaluationView> done) {
    return new WorkerView(
        worker,
        done.size(),
        (int) done.stream().filter(evaluation -> evaluation.failure().isPresent()).count(),
        done.stream().mapToLong(EvaluationView::millis).average().orElse(0),
        Optional.ofNullable(heard.get(worker)),
        Optional.ofNullable(inHand.get(worker))
            .filter(started -> started.experimentId().equals(experimentId))
            .map(
                started ->
                    new Evaluating(started.evaluationId(), since.get(worker), started.attempt())));
  }
}
