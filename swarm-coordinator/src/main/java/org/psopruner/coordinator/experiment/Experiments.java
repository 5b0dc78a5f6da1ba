package org.psopruner.coordinator.experiment;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.psopruner.coordinator.experiment.ExperimentState.Deleted;
import org.psopruner.coordinator.experiment.ExperimentState.Failed;
import org.psopruner.coordinator.experiment.ExperimentState.Paused;
import org.psopruner.coordinator.experiment.ExperimentState.Retraining;
import org.psopruner.coordinator.experiment.ExperimentState.Searching;
import org.psopruner.coordinator.search.KnownScores;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.coordinator.search.UnknownEvaluationException;
import org.psopruner.coordinator.search.UnusableExperimentException;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Message;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Reason;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.rest.AttemptView;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.LayersView;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;

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

  /** By request: changes whose place among the scores is not known yet. */
  private final Map<String, ExperimentChanged> unplaced = new HashMap<>();

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
    if (message instanceof ExperimentChanged changed) {
      unplaced.putIfAbsent(changed.request(), changed);
      return Set.of();
    }
    if (message instanceof ChangePlaced placed) {
      return place(placed, at).changed();
    }
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
    if (message instanceof Score score && isShared(state.experiment().spec())) {
      score.structureId().ifPresent(structure -> known.add(structure, score));
    }
    try {
      change(id, before -> next(before, message), at, changed);
    } finally {
      if (message instanceof Score) {
        for (String other : List.copyOf(states.keySet())) {
          change(other, Experiments::learned, at, changed);
        }
      }
    }
    return changed;
  }

  /**
   * What became of a change.
   *
   * @param changed the experiments that entered another state
   * @param refusal why it was not made; empty if it was, or if there was nothing to be done
   * @param made what was done; empty if it was refused, or there was nothing to be done
   */
  public record Placed(Set<String> changed, Optional<Refusal> refusal, Optional<Change> made) {}

  /**
   * Folds in a change that was folded before, at its place among the scores. One that is placed
   * again changes nothing.
   *
   * @param at when its place was written to the log
   */
  public synchronized Placed place(ChangePlaced placed, Instant at) {
    ExperimentChanged asked = unplaced.remove(placed.request());
    if (asked == null) {
      return new Placed(Set.of(), Optional.empty(), Optional.empty());
    }
    String id = asked.experimentId();
    Optional<Refusal> refusal = refusal(id, asked.change(), asked.ifRevision());
    if (refusal.isPresent()) {
      return new Placed(Set.of(), refusal, Optional.empty());
    }
    int before = states.get(id).experiment().revision();
    Set<String> changed = new TreeSet<>();
    change(id, state -> Changes.apply(state, asked.change()), at, changed);
    boolean made = states.get(id).experiment().revision() > before;
    return new Placed(changed, refusal, made ? Optional.of(asked.change()) : Optional.empty());
  }

  /** Why a change would be refused as things stand. */
  public synchronized Optional<Refusal> refusal(
      String id, Change change, Optional<Integer> ifRevision) {
    Optional<ExperimentState> state = known(id);
    if (state.isEmpty()) {
      return Optional.of(new Refusal(Refusal.Kind.UNKNOWN, "no experiment is called " + id));
    }
    int revision = state.get().experiment().revision();
    boolean isStale = ifRevision.filter(expected -> expected != revision).isPresent();
    // Where its files are gone, a replay does not make the changes that came before.
    if (isStale && state.get().experiment().search().isPresent()) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.STALE,
              "experiment %s is at revision %d, not at %d: somebody has changed it; look at it again"
                  .formatted(id, revision, ifRevision.get())));
    }
    return Changes.refusal(state.get(), change)
        .map(reason -> new Refusal(Refusal.Kind.IMPOSSIBLE, reason));
  }

  /**
   * Whether somebody has seen a later revision of an experiment than is folded here: then the log
   * tells more than these do.
   */
  public synchronized boolean isBehind(String id, Optional<Integer> revision) {
    return known(id)
        .filter(state -> revision.filter(r -> r > state.experiment().revision()).isPresent())
        .isPresent();
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
    if (!isShared(state.experiment().spec())) {
      return state;
    }
    if (state instanceof Searching searching) {
      return searching.learned();
    }
    return state instanceof Paused paused ? paused.learned() : state;
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
    Changes.searched(state)
        .ifPresentOrElse(
            search -> asked.computeIfAbsent(id, any -> new AskTimes()).add(search, at),
            () -> asked.remove(id));
  }

  private ExperimentState begin(ExperimentSpec spec, Instant at) {
    try {
      SearchSpace space = spaces.open(spec);
      SwarmSearch search =
          isShared(spec) ? new SwarmSearch(spec, space, known) : new SwarmSearch(spec, space);
      return new Searching(Experiment.created(spec, at, Optional.of(search)), search).learned();
    } catch (UnusableExperimentException e) {
      return new Failed(Experiment.created(spec, at, Optional.empty()), e.getMessage());
    } catch (RuntimeException e) {
      // Of files in which no reader has expected it. It must not end all coordinators, at each
      // replay.
      return new Failed(
          Experiment.created(spec, at, Optional.empty()), "it cannot be begun: " + Reason.of(e));
    }
  }

  private static ExperimentState next(ExperimentState state, Message message) {
    if (message instanceof Score score) {
      if (state instanceof Searching searching) {
        return searching.scored(score);
      }
      if (state instanceof Paused paused) {
        return paused.scored(score);
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
    return Optional.ofNullable(states.get(id))
        .flatMap(Changes::searched)
        .filter(search -> search.awaits(evaluationId))
        .isPresent();
  }

  /**
   * The stage of an experiment's search, as {@link SwarmSearch#stage} has it; 0 if none goes on.
   */
  public synchronized int stage(String id) {
    return Optional.ofNullable(states.get(id))
        .flatMap(Changes::searched)
        .map(SwarmSearch::stage)
        .orElse(0);
  }

  /** How many evaluations wait for a score, in all searches that go on and are not paused. */
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

  /** Whether an experiment of that id was asked for, be it deleted. */
  public synchronized boolean contains(String id) {
    return states.containsKey(id);
  }

  /** All experiments that are not deleted, the oldest first; of equals, by id. */
  public synchronized List<ExperimentView> views() {
    return states.values().stream()
        .filter(state -> !(state instanceof Deleted))
        .map(Views::of)
        .sorted(
            Comparator.comparing(ExperimentView::createdAt).thenComparing(view -> view.spec().id()))
        .toList();
  }

  /** What is counted of all experiments that are not deleted. */
  public synchronized List<ExperimentCounts> counts() {
    return states.values().stream()
        .filter(state -> !(state instanceof Deleted))
        .map(ExperimentCounts::of)
        .toList();
  }

  /** An experiment as it stands; empty if there is none of that id, or it was deleted. */
  public synchronized Optional<ExperimentView> view(String id) {
    return known(id).map(Views::of);
  }

  /** An experiment as it was asked for, before any change. */
  public synchronized Optional<ExperimentSpec> asked(String id) {
    return known(id).map(state -> state.experiment().asked());
  }

  /** What was evaluated in an experiment, by iteration and particle. */
  public synchronized Optional<List<EvaluationView>> evaluations(String id) {
    return ofSearch(id, SwarmSearch::evaluations, List.of());
  }

  /** Where the particles of an experiment were, each time that one asked. */
  public synchronized Optional<Map<AskId, Position>> path(String id) {
    return ofSearch(id, SwarmSearch::path, Map.of());
  }

  /** What was evaluated in an experiment, in the order in which it was learned. */
  public synchronized Optional<List<EvaluationView>> scores(String id) {
    return ofSearch(id, SwarmSearch::scores, List.of());
  }

  /** What was evaluated in an experiment, by iteration. */
  public synchronized Optional<List<IterationView>> history(String id) {
    return evaluations(id).map(Histories::of);
  }

  /** The structure of the best so far; the inner one is empty while there is none. */
  public synchronized Optional<Optional<StructureView>> structure(String id) {
    return ofSearch(id, Views::structure, Optional.empty());
  }

  /**
   * Of the baseline: how many channels each channel group has, in network order; none if it could
   * not be read.
   */
  public synchronized Optional<Map<String, Integer>> channels(String id) {
    return ofSearch(id, SwarmSearch::channels, Map.of());
  }

  /** The best so far; empty if there is none, or no such experiment. */
  public synchronized Optional<BestView> best(String id) {
    return ofSearch(id, SwarmSearch::bestView, Optional.<BestView>empty()).flatMap(best -> best);
  }

  /**
   * A candidate that has a score; the inner one is empty if there is none of that evaluation.
   *
   * @param attempts what is known of who had it in hand
   */
  public synchronized Optional<Optional<CandidateView>> candidate(
      String id, String evaluationId, List<AttemptView> attempts) {
    return ofSearch(
        id, search -> Views.candidate(search, evaluationId, attempts), Optional.empty());
  }

  /**
   * The layers of the baseline and of a candidate; the inner one is empty if there is no such
   * candidate, or the baseline could not be read.
   *
   * @param evaluationId of the candidate; empty for the best so far
   */
  public synchronized Optional<Optional<LayersView>> layers(
      String id, Optional<String> evaluationId) {
    return ofSearch(id, search -> Drawings.layers(search, evaluationId), Optional.empty());
  }

  /** The candidates that no other one beats. */
  public synchronized Optional<FrontView> front(String id) {
    return ofSearch(
        id,
        search -> Fronts.of(search.scores(), search.baseline()),
        Fronts.of(List.of(), Views.UNKNOWN));
  }

  private <T> Optional<T> ofSearch(String id, Function<SwarmSearch, T> look, T without) {
    return known(id).map(state -> state.experiment().search().map(look).orElse(without));
  }

  private Optional<ExperimentState> known(String id) {
    return Optional.ofNullable(states.get(id)).filter(state -> !(state instanceof Deleted));
  }
}
