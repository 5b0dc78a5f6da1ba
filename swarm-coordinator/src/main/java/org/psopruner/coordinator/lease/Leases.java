package org.psopruner.coordinator.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.psopruner.coordinator.lease.EvaluationState.Holder;
import org.psopruner.coordinator.lease.EvaluationState.Scored;
import org.psopruner.coordinator.lease.EvaluationState.Started;
import org.psopruner.coordinator.lease.EvaluationState.Waiting;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;

/**
 * The evaluations that are out, of all experiments. Whoever owns an experiment asks what is {@link
 * #due}. Not for use by several threads at once.
 */
public final class Leases {
  /** A worker that was not heard of for so long is gone. */
  private static final Duration HEARD_OF = Duration.ofMinutes(10);

  private final LeasePolicy policy;
  private final Map<String, Map<String, EvaluationState>> states = new HashMap<>();
  private final Map<String, Durations> durations = new HashMap<>();
  private final Map<String, Instant> workers = new HashMap<>();
  private Optional<Instant> lastTaken = Optional.empty();
  private int publishedAgain;

  public Leases(LeaseSettings settings) {
    this.policy = new LeasePolicy(settings);
  }

  /** Whether a candidate that waits for its score was published. */
  public boolean isOut(String experimentId, String evaluationId) {
    return of(experimentId).containsKey(evaluationId);
  }

  /** How many evaluations of an experiment are out, and no worker has them. */
  public int waiting(String experimentId) {
    return (int) of(experimentId).values().stream().filter(Waiting.class::isInstance).count();
  }

  /** How many workers were heard of lately. */
  public int workers(Instant now) {
    forgetWorkers(now);
    return workers.size();
  }

  private void heardOf(String worker, Instant now) {
    if (workers.put(worker, now) == null) {
      forgetWorkers(now); // each that is new may stand for one that has gone
    }
  }

  private void forgetWorkers(Instant now) {
    workers.values().removeIf(heardOf -> now.isAfter(heardOf.plus(HEARD_OF)));
  }

  /**
   * Learns that a candidate was published that waits for its score. What is told twice counts once.
   *
   * @param stage of its experiment: what evaluations took on another one says nothing of this
   */
  public void published(
      String experimentId, String evaluationId, int stage, Publication publication, Instant now) {
    durations.compute(
        experimentId,
        (id, known) -> known == null || known.stage() != stage ? new Durations(stage) : known);
    states
        .computeIfAbsent(experimentId, id -> new LinkedHashMap<>())
        .merge(
            evaluationId,
            Waiting.first(publication, now),
            (state, first) -> published(state, publication, now));
  }

  private static EvaluationState published(
      EvaluationState state, Publication publication, Instant now) {
    if (state.history().publications().contains(publication)) {
      return state;
    }
    if (state instanceof Waiting waiting) {
      return waiting.published(publication, now);
    }
    return state instanceof Started started ? started.published(publication) : state;
  }

  /** Learns that the lease of an evaluation ended, as {@link #due} said. */
  public void leaseEnded(String experimentId, String evaluationId, Instant now) {
    of(experimentId)
        .computeIfPresent(
            evaluationId,
            (id, state) -> state instanceof Started started ? started.leaseEnded(now) : state);
  }

  /** Learns that an evaluation is being scored as failed. */
  public void givenUp(String experimentId, String evaluationId) {
    of(experimentId)
        .computeIfPresent(
            evaluationId,
            (id, state) -> {
              if (state instanceof Waiting waiting) {
                return waiting.givenUp();
              }
              return state instanceof Started started ? started.givenUp() : state;
            });
  }

  /** Learns that a worker took a candidate. */
  public void started(EvaluationStarted event, Instant now) {
    heardOf(event.worker(), now);
    lastTaken = Optional.of(now);
    Publication publication = new Publication(event.partition(), event.offset());
    Holder holder = new Holder(event.worker(), publication, event.attempt(), now);
    states
        .values()
        .forEach(
            evaluations ->
                evaluations.replaceAll(
                    (id, state) ->
                        state instanceof Waiting waiting
                                && publication.isNotBehind(waiting.history().last())
                            ? waiting.moved(now)
                            : state));
    of(event.experimentId())
        .computeIfPresent(event.evaluationId(), (id, state) -> taken(state, holder));
  }

  private static EvaluationState taken(EvaluationState state, Holder holder) {
    if (state instanceof Waiting waiting) {
      return waiting.taken(holder);
    }
    return state instanceof Started started ? started.taken(holder) : state;
  }

  /** Learns that a worker handed a candidate back. */
  public void released(EvaluationReleased event, Instant now) {
    Publication publication = new Publication(event.partition(), event.offset());
    if (event.fault().isPresent()) {
      heardOf(event.worker(), now);
    } else {
      workers.remove(event.worker());
    }
    of(event.experimentId())
        .computeIfPresent(
            event.evaluationId(),
            (id, state) ->
                state instanceof Started started
                    ? started.handedBack(event.worker(), publication, event.fault(), now)
                    : state);
  }

  /** Learns of a score, whichever it is; after the first, the evaluation is out no more. */
  public void scored(Score score, Instant now) {
    EvaluationState state = of(score.experimentId()).remove(score.evaluationId());
    if (state == null) {
      return;
    }
    if (of(score.experimentId()).isEmpty()) {
      states.remove(score.experimentId());
    }
    if (!(score.outcome() instanceof Score.Failed)) {
      heardOf(score.worker(), now);
    }
    if (score.outcome() instanceof Score.Evaluated) { // one that ended early says less
      durations.get(score.experimentId()).add(score.millis(), of(score.experimentId()).size() + 1);
    }
    tell(state.scored());
  }

  /**
   * Learns which evaluations still wait for a score. Those of one experiment may be answered by the
   * scores of another.
   *
   * @param awaits whether an experiment (the first argument) waits for an evaluation
   */
  public void keep(BiPredicate<String, String> awaits) {
    states.forEach(
        (experimentId, evaluations) ->
            evaluations.keySet().removeIf(id -> !awaits.test(experimentId, id)));
    states.values().removeIf(Map::isEmpty);
  }

  /** Counts what was not as smooth as it should have been. */
  private void tell(Scored end) {
    publishedAgain += end.history().publications().size() - 1;
  }

  /** How often evaluations that have a score now were published again. */
  public int publishedAgain() {
    return publishedAgain;
  }

  /** What is to be done for an experiment of this coordinator's. */
  public List<Action> due(String experimentId, Instant now) {
    Optional<Duration> median =
        Optional.ofNullable(durations.get(experimentId)).flatMap(Durations::median);
    List<Action> due = new ArrayList<>();
    of(experimentId).forEach((id, state) -> due(id, state, median, now).ifPresent(due::add));
    due.addAll(stragglers(experimentId, median, now));
    return due;
  }

  private Optional<Action> due(
      String id, EvaluationState state, Optional<Duration> median, Instant now) {
    if (state instanceof Waiting waiting) {
      boolean lost = policy.isLost(waiting, median, lastTaken, now);
      return lost || policy.failure(waiting.history()).isPresent()
          ? Optional.of(again(id, waiting.history(), false))
          : Optional.empty();
    }
    if (state instanceof Started started) {
      if (policy.failure(started.history()).isPresent()) {
        return Optional.of(again(id, started.history(), false));
      }
      return policy.isOverdue(started, median, now)
          ? Optional.of(again(id, started.leaseEnded(now).history(), true))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Action again(String id, History history, boolean leaseEnded) {
    return policy
        .failure(history)
        .or(() -> policy.exhausted(history))
        .<Action>map(reason -> new Action.GiveUp(id, reason))
        .orElseGet(() -> new Action.PublishAgain(id, leaseEnded));
  }

  /** When all is taken, the slowest go to idle workers as well, one to each. */
  private List<Action> stragglers(String experimentId, Optional<Duration> median, Instant now) {
    Map<String, EvaluationState> evaluations = of(experimentId);
    if (!evaluations.values().stream().allMatch(Started.class::isInstance)) {
      return List.of();
    }
    return evaluations.entrySet().stream()
        .filter(entry -> policy.isStraggler((Started) entry.getValue(), median, now))
        .filter(entry -> !policy.isOverdue((Started) entry.getValue(), median, now))
        .sorted(Comparator.comparing(entry -> LeasePolicy.lastTaken((Started) entry.getValue())))
        .limit(idleWorkers(now))
        .<Action>map(entry -> new Action.PublishAgain(entry.getKey(), false))
        .toList();
  }

  private int idleWorkers(Instant now) {
    forgetWorkers(now);
    Set<String> idle = new HashSet<>(workers.keySet());
    for (Map<String, EvaluationState> evaluations : states.values()) {
      for (EvaluationState state : evaluations.values()) {
        if (state instanceof Waiting) {
          return 0; // there is other work for them
        }
        if (state instanceof Started started) {
          started.holders().forEach(holder -> idle.remove(holder.worker()));
        }
      }
    }
    return idle.size();
  }

  private Map<String, EvaluationState> of(String experimentId) {
    return states.getOrDefault(experimentId, new HashMap<>());
  }
}
