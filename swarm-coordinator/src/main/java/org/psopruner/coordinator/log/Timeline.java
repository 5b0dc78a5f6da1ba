package org.psopruner.coordinator.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.psopruner.coordinator.lease.Publication;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.AttemptView;
import org.psopruner.messages.rest.AttemptView.Outcome;

/**
 * Who had which candidate of an experiment in hand, and when. That a worker took one may be learned
 * before or after its score, since they stand on different topics, or never, since it is not kept
 * for ever. Not for use by several threads at once.
 */
final class Timeline {
  /** So many are remembered of an experiment: twice of what a large one evaluates. */
  static final int MOST = 20_000;

  private final Recent<Attempt> attempts = new Recent<>(MOST, this::forget);

  /** By evaluation, the offsets. */
  private final Map<String, List<Integer>> ofEvaluation = new HashMap<>();

  /** By worker, the offset of what it took last. */
  private final Map<String, Integer> inHand = new HashMap<>();

  /**
   * @param publication the record by which it came, if that is known
   */
  private record Attempt(AttemptView view, Optional<Publication> publication) {
    boolean isOf(String worker) {
      return view.worker().equals(worker);
    }

    boolean isRunning() {
      return view.outcome() == Outcome.RUNNING;
    }

    /** Whether its worker has not said what came of it, be it alive or not. */
    boolean isUnanswered() {
      return isRunning() || view.outcome() == Outcome.LOST;
    }

    Attempt lost(Instant at) {
      return new Attempt(ended(view, at, Outcome.LOST, Optional.empty()), publication);
    }
  }

  /** Learns that a worker took a candidate; tells whether somebody had had it before. */
  boolean started(EvaluationStarted started, Instant at) {
    String id = started.evaluationId();
    Publication publication = new Publication(started.partition(), started.offset());
    if (find(
            id,
            a ->
                a.publication().equals(Optional.of(publication))
                    && a.view().attempt().equals(Optional.of(started.attempt())))
        .isPresent()) {
      return false; // that was known
    }
    Optional<Integer> scored =
        find(id, a -> a.isOf(started.worker()) && a.publication().isEmpty() && !isBefore(a, at));
    if (scored.isPresent()) {
      attempts.replace(scored.get(), begun(at(scored.get()), started, at, publication));
      return false;
    }
    // Who had the same record before is dead, or as good as dead. And nobody works on two at once;
    // what comes of the one before may be read later, and is told then.
    find(id, a -> a.isRunning() && a.publication().equals(Optional.of(publication)))
        .ifPresent(before -> lose(before, at));
    Optional.ofNullable(inHand.get(started.worker())).ifPresent(before -> lose(before, at));
    boolean redelivered = started.attempt() > 1 || ofEvaluation.containsKey(id);
    AttemptView view =
        new AttemptView(
            id,
            started.worker(),
            Optional.empty(),
            Optional.empty(),
            at,
            Optional.empty(),
            Optional.of(started.attempt()),
            redelivered,
            Outcome.RUNNING,
            Optional.empty());
    inHand.put(started.worker(), add(new Attempt(view, Optional.of(publication))));
    return redelivered;
  }

  /** The score that is known of it came later than the worker took it. */
  private static boolean isBefore(Attempt attempt, Instant at) {
    return attempt.view().end().orElseThrow().isBefore(at);
  }

  private static Attempt begun(
      Attempt scored, EvaluationStarted started, Instant at, Publication publication) {
    AttemptView view = scored.view();
    return new Attempt(
        new AttemptView(
            view.evaluationId(),
            view.worker(),
            view.iteration(),
            view.particle(),
            at,
            view.end(),
            Optional.of(started.attempt()),
            view.redelivered() || started.attempt() > 1,
            view.outcome(),
            view.reason()),
        Optional.of(publication));
  }

  /** Learns that a worker gave a candidate back. */
  void released(EvaluationReleased released, Instant at) {
    Publication publication = new Publication(released.partition(), released.offset());
    find(
            released.evaluationId(),
            a ->
                a.isUnanswered()
                    && a.isOf(released.worker())
                    && a.publication().equals(Optional.of(publication)))
        .ifPresent(
            number -> {
              Attempt before = at(number);
              end(
                  number,
                  new Attempt(
                      ended(before.view(), at, Outcome.HANDED_BACK, released.fault()),
                      before.publication()));
            });
  }

  /** Learns of a score, whether it counts or not. */
  void scored(Score score, Instant at) {
    String id = score.evaluationId();
    Optional<Integer> taken = find(id, a -> a.isOf(score.worker()) && a.isUnanswered());
    boolean known =
        find(id, a -> a.isOf(score.worker()) && a.view().end().equals(Optional.of(at))).isPresent();
    if (taken.isPresent()) {
      Attempt before = at(taken.get());
      end(
          taken.get(),
          new Attempt(view(score, before.view().start(), at, before.view()), before.publication()));
    } else if (!known) {
      add(
          new Attempt(
              view(score, at.minusMillis(score.millis()), at, unknown(score, at)),
              Optional.empty()));
    }
    // One that was slower may still answer, and is then told as it was.
    find(id, a -> a.isRunning() && !a.isOf(score.worker())).ifPresent(other -> lose(other, at));
  }

  private AttemptView unknown(Score score, Instant at) {
    return new AttemptView(
        score.evaluationId(),
        score.worker(),
        Optional.empty(),
        Optional.empty(),
        at,
        Optional.empty(),
        Optional.empty(),
        ofEvaluation.containsKey(score.evaluationId()),
        Outcome.RUNNING,
        Optional.empty());
  }

  private static AttemptView view(Score score, Instant start, Instant end, AttemptView before) {
    return new AttemptView(
        score.evaluationId(),
        score.worker(),
        Optional.of(score.iteration()),
        Optional.of(score.particle()),
        start,
        Optional.of(end),
        before.attempt(),
        before.redelivered(),
        outcome(score.outcome()),
        score.outcome() instanceof Score.Failed failure
            ? Optional.of(failure.reason())
            : Optional.empty());
  }

  private static Outcome outcome(Score.Outcome outcome) {
    if (outcome instanceof Score.Evaluated) {
      return Outcome.EVALUATED;
    }
    return outcome instanceof Score.Outrun ? Outcome.OUTRUN : Outcome.FAILED;
  }

  private static AttemptView ended(
      AttemptView view, Instant at, Outcome outcome, Optional<String> reason) {
    return new AttemptView(
        view.evaluationId(),
        view.worker(),
        view.iteration(),
        view.particle(),
        view.start(),
        Optional.of(at),
        view.attempt(),
        view.redelivered(),
        outcome,
        reason);
  }

  /** A part of it, in the order in which it was learned. */
  Recent.Part<AttemptView> part(Optional<Integer> offset, int limit) {
    Recent.Part<Attempt> part = attempts.part(offset, limit);
    return new Recent.Part<>(
        part.total(),
        part.forgotten(),
        part.offset(),
        part.items().stream().map(Attempt::view).toList());
  }

  /** All that is remembered of an evaluation. */
  List<AttemptView> of(String evaluationId) {
    return ofEvaluation.getOrDefault(evaluationId, List.of()).stream()
        .flatMap(number -> attempts.get(number).stream())
        .map(Attempt::view)
        .toList();
  }

  private int add(Attempt attempt) {
    int number = attempts.add(attempt);
    ofEvaluation
        .computeIfAbsent(attempt.view().evaluationId(), id -> new ArrayList<>(1))
        .add(number);
    return number;
  }

  private void forget(Integer number, Attempt attempt) {
    inHand.remove(attempt.view().worker(), number);
    List<Integer> numbers = ofEvaluation.get(attempt.view().evaluationId());
    numbers.remove(number);
    if (numbers.isEmpty()) {
      ofEvaluation.remove(attempt.view().evaluationId());
    }
  }

  /** The last attempt of an evaluation that is like this. */
  private Optional<Integer> find(String evaluationId, Predicate<Attempt> like) {
    return ofEvaluation.getOrDefault(evaluationId, List.of()).stream()
        .filter(number -> attempts.get(number).filter(like).isPresent())
        .reduce((one, later) -> later);
  }

  private Attempt at(int number) {
    return attempts.get(number).orElseThrow();
  }

  private void lose(int number, Instant at) {
    attempts
        .get(number)
        .filter(Attempt::isRunning)
        .ifPresent(before -> end(number, before.lost(at)));
  }

  private void end(int number, Attempt ended) {
    inHand.remove(ended.view().worker(), number);
    attempts.replace(number, ended);
  }
}
