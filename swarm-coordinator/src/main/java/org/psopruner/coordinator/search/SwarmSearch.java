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
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Racing;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Pace;
import org.psopruner.swarm.ParetoSettings;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.SwarmSettings;
import org.psopruner.swarm.Variant;

/**
 * A swarm that waits for scores. At the synchronous pace the next iteration begins when all
 * particles of one have theirs; at the asynchronous one a particle moves when it has its own, so
 * that the order of the scores fixes the search. Either asks for as many positions as there are
 * particles times iterations, or until the swarm has come to rest, and all that it asks for has
 * long been known. The search is over when all are scored, or when each particle was scored once
 * and nothing could be evaluated. Fitness is validation accuracy; {@link SwarmVariant#PARETO} looks
 * at the cost too.
 *
 * <p>A structure is evaluated once: a particle that comes to one which has a score shares it, and
 * one that comes to a structure on its way to a worker waits with it; {@link ScoreQueue} says when
 * they move. The first score for an evaluation id counts.
 *
 * <p>With {@link Racing#EXACT}, an evaluation is told the personal best of its particle, the lowest
 * of them if several come to one structure at once, and may end when it is certain that this is not
 * exceeded. The swarm moves as it would without: only what exceeds a personal best moves it. A
 * later particle whose personal best is lower than what is known of the structure then asks anew.
 * With {@link Racing#STATISTICAL} it may end when that is likely enough: a personal best may be
 * missed.
 *
 * <p>Not for use by several threads at once.
 */
public final class SwarmSearch {
  /** As in the paper on SMPSO. */
  private static final int FRONT_SIZE = 100;

  /** A swarm that has nothing evaluated for so many iterations has come to rest. */
  private static final int RESTING_ITERATIONS = 1_000;

  private ExperimentSpec spec;
  private final SearchSpace space;
  private final SearchSwarm swarm;
  private final KnownScores known;

  /** Whether others search with these scores, too. */
  private final boolean isShared;

  /** How many of these scores were looked at. */
  private int learned;

  /** All that were to be evaluated, by their ids. */
  private final Set<String> everAsked = new HashSet<>();

  private final List<EvaluationView> evaluations = new ArrayList<>();

  /** The scores of these. */
  private final Set<Score> taken = new HashSet<>();

  private final ScoreQueue queue;

  private final Ladder ladder;

  /** Where each particle was when it asked, in the order of the asking. */
  private final Map<AskId, Position> path = new LinkedHashMap<>();

  /** By particle: what was asked last. */
  private final Map<Integer, AskId> last = new HashMap<>();

  /** Those that are the best or may be it: of an iteration that is not complete, all. */
  private final Map<AskId, Asked> told = new HashMap<>();

  private long asked;

  /**
   * As {@link #asked} was before the last position that was to be evaluated, or was found to have
   * been for another search: a replay, which begins all searches first, waits for that score.
   */
  private long lastEvaluated;

  private Optional<Asked> best = Optional.empty();
  private int shared;
  private int dropped;
  private boolean stopped;

  /** A search that knows of no others, before its first score. */
  public SwarmSearch(ExperimentSpec spec, SearchSpace space) {
    this(spec, space, new KnownScores(), false);
  }

  /**
   * A search before its first score.
   *
   * @param known what searches that share it have found out: this one takes from it what it would
   *     ask for. Whoever folds the log adds a score that says its structure, before this one takes
   *     it: whether it is of use here may depend on files that a replay does not find
   */
  public SwarmSearch(ExperimentSpec spec, SearchSpace space, KnownScores known) {
    this(spec, space, known, true);
  }

  private SwarmSearch(ExperimentSpec spec, SearchSpace space, KnownScores known, boolean isShared) {
    this.isShared = isShared;
    this.spec = spec;
    this.space = space;
    this.known = known;
    this.learned = known.size(); // what is there is found when it is asked for
    this.swarm = SearchSwarm.of(spec.swarm(), space);
    this.queue = new ScoreQueue(spec.swarm().particles());
    this.ladder = new Ladder(spec);
    ask(swarm.outstanding());
    goOn();
  }

  /**
   * Takes a score. A second one for the same evaluation is dropped.
   *
   * @throws UnknownEvaluationException if nobody asked for it, or it does not say what was asked
   */
  public void take(Score score) {
    String id = score.evaluationId();
    if (ladder.hasAsked(id)) {
      dropped += ladder.take(score) ? 0 : 1;
      return;
    }
    Optional<Asked> answered = isSearched() ? Optional.empty() : queue.awaiting(id);
    if (answered.isEmpty()) {
      if (!everAsked.contains(id)) {
        throw new UnknownEvaluationException(
            "experiment %s has no evaluation %s".formatted(spec.id(), id));
      }
      dropped++;
      return;
    }
    Question question = answered.get().question();
    String structureId = score.structureId().orElse(question.structureId());
    if (!structureId.equals(question.structureId())) {
      throw new UnknownEvaluationException(
          "evaluation %s of experiment %s is of structure %s, not of %s"
              .formatted(id, spec.id(), question.structureId(), structureId));
    }
    if (!question.isAnsweredBy(score.outcome())) {
      throw new UnknownEvaluationException(
          "evaluation %s of experiment %s ended too early: it was to tell %s"
              .formatted(
                  id,
                  spec.id(),
                  question
                      .bound()
                      .map(bound -> "whether the accuracy is higher than " + bound.accuracy())
                      .orElse("the accuracy")));
    }
    if (!isShared || score.structureId().isEmpty()) {
      known.add(question.structureId(), score);
    }
    goOn();
  }

  /** Goes on with what searches that share their scores have been told. */
  public void goOn() {
    known.since(learned).stream()
        .flatMap(structure -> queue.awaitingOf(structure).stream())
        .forEach(this::learn);
    learned = known.size();
    for (Optional<Asked> next = turn(); next.isPresent(); next = turn()) {
      tell(next.get());
    }
    if (isSearched() && !stopped) {
      ladder.begin();
    }
  }

  private void learn(Asked first) {
    Optional<Score> answer = known.answer(first.question(), spec.id());
    if (answer.isPresent()) {
      note(first, answer.get());
      queue.scored(first.evaluationId());
    }
  }

  /**
   * A score is an evaluation of this search the first time it is taken.
   *
   * @return whether this is that time
   */
  private boolean note(Asked asked, Score score) {
    boolean isFirst = taken.add(score);
    if (isFirst) {
      evaluations.add(evaluation(asked, score));
      if (score.outcome() instanceof Score.Evaluated evaluated) {
        ladder.note(new Contender(asked, score.evaluationId(), evaluated));
      }
    } else {
      shared++;
    }
    return isFirst;
  }

  private Optional<Asked> turn() {
    return isSearched() ? Optional.empty() : queue.next();
  }

  /**
   * Whether all is scored, also on the ladder, or each particle was once and nothing could be
   * evaluated, or it was stopped.
   */
  public boolean isOver() {
    return stopped || (isSearched() && ladder.isOver());
  }

  /** Whether the swarm stands still. */
  private boolean isSearched() {
    return stopped || queue.told() == budget() || (best.isEmpty() && swarm.iteration() > 0);
  }

  /** Ends it as it stands: what is still scored changes nothing. */
  public void stop() {
    stopped = true;
    ladder.end();
  }

  /**
   * Has it ask for more positions, from where it stands.
   *
   * @param extended as the search is, with more iterations
   */
  public void extend(ExperimentSpec extended) {
    spec = extended;
    ladder.leave();
    List<Ask> cutOff = swarm.outstanding().stream().filter(ask -> !wasAsked(ask.id())).toList();
    ask(cutOff.stream().limit(budget() - asked).toList());
    goOn();
  }

  private boolean wasAsked(AskId id) {
    return id.equals(last.get(id.particle()));
  }

  /**
   * Positions to be asked for in all, as things stand. Where nothing is to be evaluated no score
   * ends a step: without an end of their own, all that are left would be asked for at once.
   */
  private long budget() {
    int particles = spec.swarm().particles();
    long atRest = lastEvaluated / particles + 1 + RESTING_ITERATIONS;
    return particles * Math.min(spec.swarm().iterations(), atRest);
  }

  /** Positions that were asked for so far. */
  public long asked() {
    return asked;
  }

  /** Of these, how many were asked for before the oldest that waits for its score. */
  public long answered() {
    return queue.oldest().map(Asked::number).orElse(asked);
  }

  /**
   * What is evaluated: 0 in the search, from 1 on the ladder's rungs, each of which takes its time.
   */
  public int stage() {
    return ladder.stage();
  }

  /** Whether an evaluation waits for its score. */
  public boolean awaits(String evaluationId) {
    return isSearched() ? !stopped && ladder.awaits(evaluationId) : queue.awaits(evaluationId);
  }

  /** What waits for a score, the oldest first; of one iteration, in the order of the particles. */
  public List<Candidate> outstanding() {
    if (stopped) {
      return List.of();
    }
    return isSearched()
        ? ladder.outstanding()
        : queue.outstanding().stream().map(Asked::candidate).toList();
  }

  /**
   * The best so far, at the synchronous pace of the iterations that are complete, or on the last
   * rung of the ladder once that is climbed; empty if no structure could be evaluated.
   */
  public Optional<GlobalBest> globalBest() {
    return standing()
        .map(
            winner ->
                new GlobalBest(
                    spec,
                    winner.evaluationId(),
                    winner.asked().candidate().iteration(),
                    winner.asked().candidate().particle(),
                    winner.asked().candidate().structure(),
                    winner.evaluated(),
                    evaluations.size()));
  }

  /** The global best with its cost, for people. */
  public Optional<BestView> bestView() {
    return standing()
        .map(
            winner ->
                new BestView(
                    winner.evaluationId(),
                    winner.asked().candidate().iteration(),
                    winner.asked().candidate().particle(),
                    winner.accuracy(),
                    winner.asked().cost()));
  }

  /** If nobody gets to the end of the ladder, the best of the search is. */
  private Optional<Contender> standing() {
    return ladder.winner().or(() -> best.map(this::contender));
  }

  private Contender contender(Asked found) {
    Score answer = answer(found);
    return new Contender(found, answer.evaluationId(), (Score.Evaluated) answer.outcome());
  }

  /**
   * What was evaluated, in the order in which it was learned: what stands at a place stays there.
   */
  public List<EvaluationView> scores() {
    return List.copyOf(evaluations);
  }

  /**
   * A candidate that has a score.
   *
   * @param position where the particle was
   * @param structure what stands there
   */
  public record Found(EvaluationView evaluation, Position position, PrunedStructure structure) {}

  /**
   * The candidate of an evaluation that has a score; empty if there is none. That of the ladder's
   * winner is told as the search evaluated it.
   */
  public Optional<Found> find(String evaluationId) {
    String searched =
        ladder
            .winner()
            .filter(winner -> winner.evaluationId().equals(evaluationId))
            .map(winner -> answer(winner.asked()).evaluationId())
            .orElse(evaluationId);
    return evaluations.stream()
        .filter(evaluation -> evaluation.evaluationId().equals(searched))
        .findFirst()
        .map(this::found);
  }

  private Found found(EvaluationView evaluation) {
    Position position = path.get(new AskId(evaluation.iteration(), evaluation.particle()));
    return new Found(evaluation, position, space.at(position).structure());
  }

  /**
   * A candidate as if it had won; empty if none of that evaluation was evaluated on all validation
   * images.
   */
  public Optional<GlobalBest> asWinner(String evaluationId) {
    return find(evaluationId)
        .filter(found -> found.evaluation().accuracy().isPresent())
        .map(found -> asWinner(found.evaluation(), found.structure()));
  }

  private GlobalBest asWinner(EvaluationView evaluation, PrunedStructure structure) {
    return new GlobalBest(
        spec,
        evaluation.evaluationId(),
        evaluation.iteration(),
        evaluation.particle(),
        structure,
        new Score.Evaluated(
            evaluation.accuracy().orElseThrow(),
            evaluation.loss().orElseThrow(),
            evaluation.images().orElseThrow()),
        evaluations.size());
  }

  /** The layers of the baseline; empty if no network stands behind the space. */
  public Optional<NetworkPlan> plan() {
    return space.plan();
  }

  /** Of the baseline: how many channels each channel group has, in network order. */
  public Map<String, Integer> channels() {
    return space.channels();
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
    return swarm.positions();
  }

  /** Where each particle was when it asked, in the order of the asking. */
  public Map<AskId, Position> path() {
    return new LinkedHashMap<>(path);
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

  private void ask(List<Ask> asks) {
    List<SearchSpace.Point> points = asks.stream().map(ask -> space.at(ask.position())).toList();
    List<Question> questions = questions(asks, points);
    for (int i = 0; i < asks.size(); i++) {
      Asked next = asked(asks.get(i), points.get(i), questions.get(i));
      asked++;
      path.put(asks.get(i).id(), asks.get(i).position());
      last.put(next.id().particle(), next.id());
      everAsked.add(next.evaluationId());
      Optional<Score> answer = known.answer(next.question(), spec.id());
      boolean isNew;
      if (answer.isPresent()) {
        isNew = note(next, answer.get());
        queue.share(next);
      } else {
        isNew = !queue.await(next);
        shared += isNew ? 0 : 1;
      }
      if (isNew) {
        lastEvaluated = next.number();
      }
    }
  }

  /**
   * What is to be found out, in the order of the asks; all that are at one structure ask the same,
   * and what is being found out for another particle already, if that tells enough.
   */
  private List<Question> questions(List<Ask> asks, List<SearchSpace.Point> points) {
    List<String> ids =
        points.stream().map(point -> EvaluationId.of(spec, point.structure())).toList();
    Map<String, Double> toBeat = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean races = spec.savings().racing() != Racing.NONE;
      double bound = races ? swarm.toBeat(asks.get(i).id().particle()) : Question.NOTHING;
      toBeat.merge(ids.get(i), bound, Math::min);
    }
    double errorProbability = spec.savings().errorProbability();
    return ids.stream()
        .map(id -> awaitedOr(new Question(id, toBeat.get(id), errorProbability)))
        .toList();
  }

  private Question awaitedOr(Question question) {
    return queue.awaitingOf(question.structureId()).stream()
        .map(Asked::question)
        .filter(awaited -> awaited.toBeat() <= question.toBeat())
        .findFirst()
        .orElse(question);
  }

  private Asked asked(Ask ask, SearchSpace.Point point, Question question) {
    return new Asked(
        asked,
        new Candidate(
            spec.id(),
            question.evaluationId(),
            ask.id().iteration(),
            ask.id().particle(),
            Arrays.stream(ask.position().toArray()).boxed().toList(),
            point.structure(),
            spec.baseline(),
            spec.dataset(),
            spec.evaluation(),
            question.bound(),
            Optional.of(question.structureId())),
        question,
        point.cost());
  }

  private Score answer(Asked ask) {
    return known.answer(ask.question(), spec.id()).orElseThrow();
  }

  private void tell(Asked scored) {
    List<Ask> next = swarm.tell(scored, answer(scored).outcome());
    told.put(scored.id(), scored);
    if (!next.isEmpty()) {
      told.keySet().retainAll(swarm.leaders());
    }
    swarm.best().ifPresent(found -> best = Optional.of(told.get(found)));
    ask(next.stream().limit(budget() - asked).toList());
  }

  private static Pace pace(SwarmParameters swarm) {
    return switch (swarm.pace()) {
      case SYNCHRONOUS -> Pace.SYNCHRONOUS;
      case ASYNCHRONOUS -> Pace.ASYNCHRONOUS;
    };
  }

  /**
   * The swarm of an experiment that maximises the accuracy alone.
   *
   * @param dimensions of the space in which it searches
   * @throws IllegalArgumentException if it is a swarm with several objectives
   */
  public static SwarmSettings settings(SwarmParameters swarm, int dimensions) {
    return SwarmSettings.of(swarm.particles(), dimensions, swarm.seed(), variant(swarm))
        .with(pace(swarm))
        .startingAt(swarm.start().stream().map(SwarmSearch::position).toList());
  }

  /** The swarm of an experiment with several objectives. */
  static ParetoSettings paretoSettings(SwarmParameters swarm, int dimensions) {
    return new ParetoSettings(
        swarm.particles(),
        dimensions,
        FrontSwarm.OBJECTIVES,
        FRONT_SIZE,
        swarm.seed(),
        pace(swarm),
        swarm.start().stream().map(SwarmSearch::position).toList());
  }

  private static Position position(List<Double> coordinates) {
    return Position.of(coordinates.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Variant variant(SwarmParameters swarm) {
    return switch (swarm.variant()) {
      case GLOBAL_BEST ->
          swarm
              .coefficients()
              .map(own -> new Variant.GlobalBest(own.inertia(), own.cognitive(), own.social()))
              .orElse(Variant.GlobalBest.CONSTRICTION);
      case TRELEA -> Variant.GlobalBest.TRELEA;
      case RING -> new Variant.Spso2011(Variant.Topology.RING);
      case COMPREHENSIVE_LEARNING -> new Variant.ComprehensiveLearning(swarm.iterations());
      case QUANTUM -> new Variant.QuantumBehaved(swarm.iterations());
      case PARETO ->
          throw new IllegalArgumentException("a swarm that is pareto has several objectives");
    };
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
