package org.psopruner.coordinator.experiment;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.psopruner.coordinator.experiment.ExperimentState.Failed;
import org.psopruner.coordinator.experiment.ExperimentState.Retraining;
import org.psopruner.coordinator.experiment.ExperimentState.Searching;
import org.psopruner.coordinator.search.KnownScores;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.coordinator.search.UnknownEvaluationException;
import org.psopruner.coordinator.search.UnusableExperimentException;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Message;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;

/**
 * All experiments: the fold over the log. The same messages in the same order give the same state,
 * and nothing else goes into it. Of each experiment only the order of its own messages matters, and
 * of those that share their scores the order of all scores; whether an experiment was created
 * before or after scores of others changes nothing. Safe for use by several threads: one folds,
 * others look.
 */
public final class Experiments {
  private final SearchSpaces spaces;
  private final Map<String, ExperimentState> states = new HashMap<>();

  /** Of the experiments that share their scores. */
  private final KnownScores known = new KnownScores();

  private final Map<String, AskTimes> asked = new HashMap<>();

  public Experiments(SearchSpaces spaces) {
    this.spaces = spaces;
  }

  /**
   * Folds a message in. What comes twice or too late changes nothing.
   *
   * @param message any that tells what happened to an experiment
   * @param at when it was written to the log
   * @return the experiments that entered another state, or are new
   * @throws UnknownExperimentException if it is of an experiment that was not asked for
   * @throws UnknownEvaluationException if it is a score that was not asked for
   */
  public synchronized Set<String> fold(Message message, Instant at) {
    String id = message.experimentId();
    ExperimentState state = states.get(id);
    if (message instanceof ExperimentCreated created) {
      if (state != null) {
        return Set.of();
      }
      put(id, begin(created.experiment(), at), at);
      return Set.of(id);
    }
    if (state == null) {
      throw new UnknownExperimentException(id);
    }
    Set<String> changed = new TreeSet<>();
    change(id, before -> next(before, message), at, changed);
    if (message instanceof Score) {
      for (String other : List.copyOf(states.keySet())) {
        change(other, Experiments::learned, at, changed);
      }
    }
    return changed;
  }

  private void change(
      String id, UnaryOperator<ExperimentState> way, Instant at, Set<String> changed) {
    ExperimentState before = states.get(id);
    ExperimentState next = way.apply(before);
    put(id, next, at);
    if (next.getClass() != before.getClass()) {
      changed.add(id);
    }
  }

  private static ExperimentState learned(ExperimentState state) {
    return state instanceof Searching searching && isShared(searching.experiment().spec())
        ? searching.learned()
        : state;
  }

  /**
   * Creations and scores stand on different topics, so a replay may see the scores of others before
   * or after an experiment was created. That makes no difference to a synchronous swarm alone.
   */
  private static boolean isShared(ExperimentSpec spec) {
    return spec.savings().scoreCache() && spec.swarm().pace() == SwarmPace.SYNCHRONOUS;
  }

  private void put(String id, ExperimentState state, Instant at) {
    states.put(id, state);
    if (state instanceof Searching searching) {
      asked.computeIfAbsent(id, any -> new AskTimes()).add(searching.search(), at);
    } else {
      asked.remove(id);
    }
  }

  private ExperimentState begin(ExperimentSpec spec, Instant at) {
    try {
      SwarmSearch search =
          new SwarmSearch(spec, spaces.open(spec), isShared(spec) ? known : new KnownScores());
      return new Searching(new Experiment(spec, at, Optional.of(search)), search).learned();
    } catch (UnusableExperimentException e) {
      return new Failed(new Experiment(spec, at, Optional.empty()), e.getMessage());
    }
  }

  private static ExperimentState next(ExperimentState state, Message message) {
    if (message instanceof Score score) {
      if (state instanceof Searching searching) {
        return searching.scored(score);
      }
      state.experiment().search().ifPresent(search -> search.take(score));
    } else if (state instanceof Retraining retraining) {
      if (message instanceof RetrainingProgress progress) {
        return retraining.progressed(progress);
      }
      if (message instanceof RetrainingFailed failure) {
        return retraining.failed(failure);
      }
      if (message instanceof ModelReady) {
        return retraining.ready();
      }
    } else if (state instanceof Failed failed && message instanceof ModelReady) {
      return failed.ready();
    }
    return state;
  }

  /**
   * What an experiment's state asks of others: candidates to be scored, or a winner to be
   * retrained. It depends on the state alone; who publishes must know what is out already.
   */
  public synchronized List<Message> wanted(String id) {
    ExperimentState state = states.get(id);
    if (state instanceof Searching searching) {
      return List.copyOf(searching.search().outstanding());
    }
    return state instanceof Retraining retraining ? List.of(retraining.winner()) : List.of();
  }

  /** Whether an evaluation of an experiment waits for its score. */
  public synchronized boolean awaits(String id, String evaluationId) {
    return states.get(id) instanceof Searching searching && searching.search().awaits(evaluationId);
  }

  /** How many evaluations wait for a score, in all searches that go on. */
  public synchronized int outstanding() {
    return states.values().stream()
        .filter(Searching.class::isInstance)
        .map(Searching.class::cast)
        .mapToInt(searching -> searching.search().outstanding().size())
        .sum();
  }

  /** Since when what is wanted now was asked for; empty if no search goes on. */
  public synchronized Optional<Instant> askedSince() {
    return asked.values().stream().map(AskTimes::oldest).min(Comparator.naturalOrder());
  }

  /** Whether an experiment of that id was asked for. */
  public synchronized boolean contains(String id) {
    return states.containsKey(id);
  }

  /** All experiments, the oldest first; of equals, by id. */
  public synchronized List<ExperimentView> views() {
    return states.values().stream()
        .map(Views::of)
        .sorted(
            Comparator.comparing(ExperimentView::createdAt).thenComparing(view -> view.spec().id()))
        .toList();
  }

  /** An experiment as it stands. */
  public synchronized Optional<ExperimentView> view(String id) {
    return Optional.ofNullable(states.get(id)).map(Views::of);
  }

  /** What was evaluated in an experiment, by iteration and particle. */
  public synchronized Optional<List<EvaluationView>> evaluations(String id) {
    return Optional.ofNullable(states.get(id))
        .map(
            state -> state.experiment().search().map(SwarmSearch::evaluations).orElseGet(List::of));
  }
}
