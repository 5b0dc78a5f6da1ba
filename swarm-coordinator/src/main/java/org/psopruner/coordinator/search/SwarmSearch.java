package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Pace;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;
import org.psopruner.swarm.SwarmSettings;
import org.psopruner.swarm.Variant;

/**
 * A swarm that waits for scores. At the synchronous pace the next iteration begins when all
 * particles of one have theirs; at the asynchronous one a particle moves when it has its own, so
 * that the order of the scores fixes the search. Either asks for as many positions as there are
 * particles times iterations. The search is over when all are scored, or when each particle was
 * scored once and nothing could be evaluated. Fitness is validation accuracy, and negative infinity
 * for what could not be evaluated.
 *
 * <p>A structure is evaluated once: a particle that comes to one which has a score shares it, and
 * one that comes to a structure on its way to a worker waits with it; {@link ScoreQueue} says when
 * they move. The first score for an evaluation id counts.
 *
 * <p>Not for use by several threads at once.
 */
public final class SwarmSearch {
  private final ExperimentSpec spec;
  private final SearchSpace space;
  private final Swarm swarm;
  private final Map<String, Score.Outcome> outcomes = new HashMap<>();
  private final List<EvaluationView> evaluations = new ArrayList<>();

  private final ScoreQueue queue;

  /** By particle: what was asked last. */
  private final Map<Integer, Asked> last = new HashMap<>();

  private long asked;
  private Optional<Asked> best = Optional.empty();
  private int shared;
  private int dropped;

  /** A search before its first score. */
  public SwarmSearch(ExperimentSpec spec, SearchSpace space) {
    this.spec = spec;
    this.space = space;
    this.swarm =
        new Swarm(
            SwarmSettings.of(
                    spec.swarm().particles(),
                    space.dimensions(),
                    spec.swarm().seed(),
                    variant(spec.swarm()))
                .with(pace(spec.swarm())));
    this.queue = new ScoreQueue(spec.swarm().particles());
    swarm.outstanding().forEach(this::ask);
  }

  /**
   * Takes a score. A second one for the same evaluation is dropped.
   *
   * @throws UnknownEvaluationException if nobody asked for it
   */
  public void take(Score score) {
    String id = score.evaluationId();
    if (outcomes.containsKey(id) || (isOver() && queue.awaits(id))) {
      dropped++;
      return;
    }
    Asked answered =
        queue
            .scored(id)
            .orElseThrow(
                () ->
                    new UnknownEvaluationException(
                        "experiment %s has no evaluation %s".formatted(spec.id(), id)));
    outcomes.put(id, score.outcome());
    evaluations.add(evaluation(answered, score));
    for (Optional<Asked> next = turn(); next.isPresent(); next = turn()) {
      tell(next.get());
    }
  }

  private Optional<Asked> turn() {
    return isOver() ? Optional.empty() : queue.next();
  }

  /** Whether all is scored, or each particle was once and nothing could be evaluated. */
  public boolean isOver() {
    return queue.told() == budget() || (best.isEmpty() && swarm.iteration() > 0);
  }

  /** Positions to be asked for in all. */
  private long budget() {
    return (long) spec.swarm().particles() * spec.swarm().iterations();
  }

  /** Positions that were asked for so far. */
  public long asked() {
    return asked;
  }

  /** Of these, how many were asked for before the oldest that waits for its score. */
  public long answered() {
    return queue.oldest().map(Asked::number).orElse(asked);
  }

  /** Whether an evaluation waits for its score. */
  public boolean awaits(String evaluationId) {
    return !isOver() && queue.awaits(evaluationId);
  }

  /** What waits for a score, the oldest first; of one iteration, in the order of the particles. */
  public List<Candidate> outstanding() {
    return isOver() ? List.of() : queue.outstanding().stream().map(Asked::candidate).toList();
  }

  /**
   * The best so far, at the synchronous pace of the iterations that are complete; empty if no
   * structure could be evaluated.
   */
  public Optional<GlobalBest> globalBest() {
    return best.map(
        winner ->
            new GlobalBest(
                spec,
                winner.candidate().evaluationId(),
                winner.candidate().iteration(),
                winner.candidate().particle(),
                winner.candidate().structure(),
                (Score.Evaluated) outcomes.get(winner.candidate().evaluationId()),
                outcomes.size()));
  }

  /** The global best with its cost, for people. */
  public Optional<BestView> bestView() {
    return globalBest()
        .map(
            winner ->
                new BestView(
                    winner.evaluationId(),
                    winner.iteration(),
                    winner.particle(),
                    winner.evaluated().accuracy(),
                    best.orElseThrow().cost()));
  }

  /** What was evaluated, by iteration and particle. */
  public List<EvaluationView> evaluations() {
    return evaluations.stream()
        .sorted(
            Comparator.comparingInt(EvaluationView::iteration)
                .thenComparingInt(EvaluationView::particle))
        .toList();
  }

  /** The reason for which most evaluations failed; of equals, the first in the alphabet. */
  public Optional<String> mostFrequentFailure() {
    Map<String, Long> counts =
        evaluations.stream()
            .flatMap(evaluation -> evaluation.failure().stream())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
        .map(Map.Entry::getKey);
  }

  /** Iterations that are complete; at the asynchronous pace, as many scores as they have. */
  public int iteration() {
    return (int) (queue.told() / spec.swarm().particles());
  }

  /** Where the particles are: of each, what was asked last. */
  public List<Position> positions() {
    return swarm.ask();
  }

  public CostView baseline() {
    return space.baseline();
  }

  /** Particles that got the score of a structure which another particle asked for. */
  public int shared() {
    return shared;
  }

  /** Scores that came again. */
  public int dropped() {
    return dropped;
  }

  private void ask(Ask ask) {
    Asked next = asked(ask);
    asked++;
    last.put(ask.id().particle(), next);
    if (outcomes.containsKey(next.evaluationId())) {
      queue.share(next);
      shared++;
    } else if (queue.await(next)) {
      shared++;
    }
  }

  private Asked asked(Ask ask) {
    SearchSpace.Point point = space.at(ask.position());
    return new Asked(
        asked,
        new Candidate(
            spec.id(),
            EvaluationId.of(spec, point.structure()),
            ask.id().iteration(),
            ask.id().particle(),
            Arrays.stream(ask.position().toArray()).boxed().toList(),
            point.structure(),
            spec.baseline(),
            spec.dataset(),
            spec.evaluation()),
        point.cost());
  }

  private void tell(Asked scored) {
    List<Ask> next = swarm.tell(scored.id(), fitness(outcomes.get(scored.evaluationId())));
    // A better structure is a new one, so the particle that has it was the first to ask for it.
    swarm
        .globalBest()
        .map(found -> new AskId(found.iteration(), found.particle()))
        .filter(found -> found.equals(last.get(found.particle()).id()))
        .ifPresent(found -> best = Optional.of(last.get(found.particle())));
    next.stream().limit(budget() - asked).forEach(this::ask);
  }

  private static Pace pace(SwarmParameters swarm) {
    return switch (swarm.pace()) {
      case SYNCHRONOUS -> Pace.SYNCHRONOUS;
      case ASYNCHRONOUS -> Pace.ASYNCHRONOUS;
    };
  }

  private static Variant variant(SwarmParameters swarm) {
    return switch (swarm.variant()) {
      case GLOBAL_BEST -> Variant.GlobalBest.CONSTRICTION;
      case RING -> new Variant.Spso2011(Variant.Topology.RING);
      case COMPREHENSIVE_LEARNING -> new Variant.ComprehensiveLearning(swarm.iterations());
      case QUANTUM -> new Variant.QuantumBehaved(swarm.iterations());
    };
  }

  private static double fitness(Score.Outcome outcome) {
    return outcome instanceof Score.Evaluated evaluated
        ? evaluated.accuracy()
        : Double.NEGATIVE_INFINITY;
  }

  private static EvaluationView evaluation(Asked asked, Score score) {
    Optional<Score.Evaluated> evaluated =
        score.outcome() instanceof Score.Evaluated found ? Optional.of(found) : Optional.empty();
    SortedMap<String, Integer> keptChannels = new TreeMap<>();
    asked
        .candidate()
        .structure()
        .kept()
        .forEach((group, channels) -> keptChannels.put(group, channels.size()));
    return new EvaluationView(
        asked.candidate().iteration(),
        asked.candidate().particle(),
        score.evaluationId(),
        evaluated.map(Score.Evaluated::accuracy),
        evaluated.map(Score.Evaluated::loss),
        asked.cost(),
        keptChannels,
        score.worker(),
        score.millis(),
        score.outcome() instanceof Score.Failed failure
            ? Optional.of(failure.reason())
            : Optional.empty());
  }
}
