package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Racing;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;
import org.psopruner.swarm.SwarmSettings;
import org.psopruner.swarm.Variant;

/**
 * A swarm that waits for scores. When all particles of an iteration have theirs, the next iteration
 * begins; after the last, or after one in which nothing could be evaluated, the search is over.
 * Fitness is validation accuracy, and negative infinity for what could not be evaluated.
 *
 * <p>A structure is evaluated once: a particle that comes to one which has a score shares it, and
 * one that comes to a structure on its way to a worker waits with it. The first score for an
 * evaluation id counts.
 *
 * <p>With {@link Racing#EXACT}, an evaluation is told the personal best of its particle, the lowest
 * of them if several come to one structure at once, and may end when it is certain that this is not
 * exceeded. The swarm moves as it would without: only what exceeds a personal best moves it. A
 * later particle whose personal best is lower than what is known of the structure then asks anew.
 *
 * <p>Not for use by several threads at once.
 */
public final class SwarmSearch {
  private final ExperimentSpec spec;
  private final SearchSpace space;
  private final Swarm swarm;
  private final KnownScores known;

  /** All that were to be evaluated, by their ids. */
  private final Set<String> everAsked = new HashSet<>();

  private final List<EvaluationView> evaluations = new ArrayList<>();

  /** The scores of these. */
  private final Set<Score> taken = new HashSet<>();

  /** Of this iteration, by particle. */
  private List<Asked> asked = List.of();

  /** Of these, the ones without a score, in the order of the particles. */
  private final Map<String, Asked> outstanding = new LinkedHashMap<>();

  private Optional<Asked> best = Optional.empty();
  private int shared;
  private int dropped;

  private record Asked(Candidate candidate, Question question, CostView cost) {}

  /** A search that knows of no others, before its first score. */
  public SwarmSearch(ExperimentSpec spec, SearchSpace space) {
    this(spec, space, new KnownScores());
  }

  /**
   * A search before its first score.
   *
   * @param known what searches that share it have found out: this one takes from it what it would
   *     ask for, and adds what it is told
   */
  public SwarmSearch(ExperimentSpec spec, SearchSpace space, KnownScores known) {
    this.spec = spec;
    this.space = space;
    this.known = known;
    this.swarm = new Swarm(settings(spec.swarm(), space.dimensions()));
    ask();
    goOn();
  }

  /**
   * Takes a score. A second one for the same evaluation is dropped.
   *
   * @throws UnknownEvaluationException if nobody asked for it, or it does not say what was asked
   */
  public void take(Score score) {
    Asked answered = outstanding.get(score.evaluationId());
    if (answered == null) {
      if (!everAsked.contains(score.evaluationId())) {
        throw new UnknownEvaluationException(
            "experiment %s has no evaluation %s".formatted(spec.id(), score.evaluationId()));
      }
      dropped++;
      return;
    }
    if (!answered.question().isAnsweredBy(score.outcome())) {
      throw new UnknownEvaluationException(
          "evaluation %s of experiment %s ended too early: it was to tell %s"
              .formatted(
                  score.evaluationId(),
                  spec.id(),
                  answered
                      .question()
                      .bound()
                      .map(accuracy -> "whether the accuracy is higher than " + accuracy)
                      .orElse("the accuracy")));
    }
    known.add(answered.question().structureId(), score);
    goOn();
  }

  /** Goes on with what searches that share their scores have been told. */
  public void goOn() {
    outstanding.values().removeIf(ask -> isKnown(ask));
    while (outstanding.isEmpty() && !isOver()) {
      tell();
      if (!isOver()) {
        ask();
      }
    }
  }

  /** Whether the last iteration is complete, or the first was and nothing could be evaluated. */
  public boolean isOver() {
    return swarm.iteration() == spec.swarm().iterations()
        || (swarm.iteration() > 0 && best.isEmpty());
  }

  /** Whether an evaluation waits for its score. */
  public boolean awaits(String evaluationId) {
    return outstanding.containsKey(evaluationId);
  }

  /** What waits for a score, in the order of the particles. */
  public List<Candidate> outstanding() {
    return outstanding.values().stream().map(Asked::candidate).toList();
  }

  /** The best of the iterations that are complete, if any structure could be evaluated. */
  public Optional<GlobalBest> globalBest() {
    return best.map(
        winner ->
            new GlobalBest(
                spec,
                answer(winner).evaluationId(),
                winner.candidate().iteration(),
                winner.candidate().particle(),
                winner.candidate().structure(),
                (Score.Evaluated) answer(winner).outcome(),
                evaluations.size()));
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

  /** Iterations that are complete. */
  public int iteration() {
    return swarm.iteration();
  }

  /** Where the particles are: of the iteration that waits for scores, by particle. */
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

  private void ask() {
    List<Position> positions = swarm.ask();
    List<SearchSpace.Point> points = positions.stream().map(space::at).toList();
    List<Question> questions = questions(points);
    List<Asked> next = new ArrayList<>(positions.size());
    for (int p = 0; p < positions.size(); p++) {
      Asked ask = asked(p, positions.get(p), points.get(p), questions.get(p));
      next.add(ask);
      String id = ask.candidate().evaluationId();
      if (isKnown(ask)) {
        continue;
      }
      if (outstanding.putIfAbsent(id, ask) != null) {
        shared++;
      } else {
        everAsked.add(id);
      }
    }
    asked = next;
  }

  /** Whether there is an answer; it is an evaluation of this search the first time it is taken. */
  private boolean isKnown(Asked ask) {
    Optional<Score> answer = known.answer(ask.question(), spec.id());
    answer.ifPresent(
        score -> {
          if (taken.add(score)) {
            evaluations.add(evaluation(ask, score));
          } else {
            shared++;
          }
        });
    return answer.isPresent();
  }

  /** By particle; all that are at one structure ask the same. */
  private List<Question> questions(List<SearchSpace.Point> points) {
    List<String> ids =
        points.stream().map(point -> EvaluationId.of(spec, point.structure())).toList();
    Map<String, Double> toBeat = new HashMap<>();
    for (int p = 0; p < ids.size(); p++) {
      boolean races = spec.savings().racing() == Racing.EXACT;
      toBeat.merge(ids.get(p), races ? swarm.personalBest(p) : Question.NOTHING, Math::min);
    }
    return ids.stream().map(id -> new Question(id, toBeat.get(id))).toList();
  }

  private Asked asked(int particle, Position position, SearchSpace.Point point, Question question) {
    return new Asked(
        new Candidate(
            spec.id(),
            question.evaluationId(),
            swarm.iteration(),
            particle,
            Arrays.stream(position.toArray()).boxed().toList(),
            point.structure(),
            spec.baseline(),
            spec.dataset(),
            spec.evaluation(),
            question.bound()),
        question,
        point.cost());
  }

  private Score answer(Asked ask) {
    return known.answer(ask.question(), spec.id()).orElseThrow();
  }

  private void tell() {
    int iteration = swarm.iteration();
    for (int p = 0; p < asked.size(); p++) {
      swarm.tell(p, fitness(answer(asked.get(p)).outcome()));
    }
    // A better structure is a new one, or one that was outrun, which is no better; so the particle
    // that has it was the first to ask for it.
    swarm
        .globalBest()
        .filter(found -> found.iteration() == iteration)
        .ifPresent(found -> best = Optional.of(asked.get(found.particle())));
  }

  /**
   * The swarm of an experiment.
   *
   * @param dimensions of the space in which it searches
   */
  public static SwarmSettings settings(SwarmParameters swarm, int dimensions) {
    return SwarmSettings.of(swarm.particles(), dimensions, swarm.seed(), variant(swarm));
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
    if (outcome instanceof Score.Evaluated evaluated) {
      return evaluated.accuracy();
    }
    // The accuracy is unknown; like this, it is no higher than the particle's personal best.
    return outcome instanceof Score.Outrun outrun
        ? outrun.accuracyAtMost()
        : Double.NEGATIVE_INFINITY;
  }

  private EvaluationView evaluation(Asked asked, Score score) {
    Optional<Score.Evaluated> evaluated =
        score.outcome() instanceof Score.Evaluated found ? Optional.of(found) : Optional.empty();
    Optional<Score.Outrun> outrun =
        score.outcome() instanceof Score.Outrun early ? Optional.of(early) : Optional.empty();
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
        outrun.map(Score.Outrun::accuracyAtMost),
        evaluated.map(Score.Evaluated::loss),
        evaluated.map(Score.Evaluated::images).or(() -> outrun.map(Score.Outrun::images)),
        asked.cost(),
        Optional.of(score.experimentId()).filter(id -> !id.equals(spec.id())),
        keptChannels,
        score.worker(),
        score.millis(),
        score.outcome() instanceof Score.Failed failure
            ? Optional.of(failure.reason())
            : Optional.empty());
  }
}
