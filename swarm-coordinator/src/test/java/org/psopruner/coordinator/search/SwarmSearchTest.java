package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Racing;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmCoefficients;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;

class SwarmSearchTest {
  private static final SearchSpace FINE = new StaircaseSpace(3, 1000);
  private static final ExperimentSpec EXPERIMENT = Scenario.experiment("test", 6, 5);

  @Test
  void anIterationAdvancesWhenAllItsParticlesHaveScores() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();

    first.subList(0, 5).forEach(candidate -> search.take(Scenario.score(candidate)));

    assertThat(search.iteration()).isZero();
    assertThat(search.outstanding()).containsExactly(first.get(5));
    assertThat(search.globalBest()).isEmpty();

    search.take(Scenario.score(first.get(5)));

    assertThat(search.iteration()).isEqualTo(1);
    assertThat(search.outstanding()).hasSize(6).allMatch(candidate -> candidate.iteration() == 1);
    assertThat(search.globalBest()).isPresent();
  }

  @Test
  void itTellsWhereEachParticleWasInEachIteration() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Position> start = search.positions();

    run(search, UnaryOperator.identity());

    assertThat(search.path()).hasSize(6 * 5);
    assertThat(search.path().values()).startsWith(start.toArray(Position[]::new));
    assertThat(search.path().keySet()).startsWith(new AskId(0, 0)).endsWith(new AskId(4, 5));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GLOBAL_BEST")
  void eachVariantMovesInItsOwnWay(SwarmVariant variant) {
    SwarmSearch usual = run(new SwarmSearch(EXPERIMENT, FINE), UnaryOperator.identity());

    SwarmSearch other =
        run(new SwarmSearch(Scenario.with(EXPERIMENT, variant), FINE), UnaryOperator.identity());

    assertThat(other.isOver()).isTrue();
    assertThat(other.positions()).isNotEqualTo(usual.positions());
    assertThat(other.globalBest()).isPresent();
  }

  @Test
  void givenCoefficientsTakeThePlaceOfConstriction() {
    SwarmParameters trelea = EXPERIMENT.swarm().with(SwarmVariant.TRELEA);
    SwarmParameters same =
        EXPERIMENT.swarm().with(Optional.of(new SwarmCoefficients(0.6, 1.7, 1.7)));

    SwarmSearch given = run(new SwarmSearch(EXPERIMENT.with(same), FINE), UnaryOperator.identity());

    assertThat(given.path())
        .isEqualTo(
            run(new SwarmSearch(EXPERIMENT.with(trelea), FINE), UnaryOperator.identity()).path())
        .isNotEqualTo(run(new SwarmSearch(EXPERIMENT, FINE), UnaryOperator.identity()).path());
  }

  @Test
  void theOrderOfScoresWithinAnIterationChangesNothing() {
    SwarmSearch ordered = run(new SwarmSearch(EXPERIMENT, FINE), UnaryOperator.identity());
    Random random = new Random(7);

    SwarmSearch shuffled =
        run(
            new SwarmSearch(EXPERIMENT, FINE),
            candidates -> {
              List<Candidate> copy = new ArrayList<>(candidates);
              Collections.shuffle(copy, random);
              return copy;
            });

    assertThat(shuffled.positions()).isEqualTo(ordered.positions());
    assertThat(shuffled.globalBest()).isEqualTo(ordered.globalBest());
    assertThat(shuffled.evaluations()).isEqualTo(ordered.evaluations());
  }

  @Test
  void theFirstScoreCountsAndLaterOnesAreDroppedAndCounted() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    Candidate candidate = search.outstanding().get(0);
    search.take(Scenario.score(candidate));
    EvaluationView counted = search.evaluations().get(0);

    search.take(Scenario.failed(candidate, "out of memory"));
    search.take(Scenario.score(candidate));

    assertThat(search.dropped()).isEqualTo(2);
    assertThat(search.evaluations()).containsExactly(counted);
    assertThat(search.outstanding()).hasSize(5);
  }

  @Test
  void aScoreThatNobodyAskedForIsRefused() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    Score stray =
        new Score(
            "test",
            "f".repeat(64),
            0,
            0,
            new Score.Evaluated(1, 0, 1000),
            "test",
            1,
            Optional.empty());

    assertThatThrownBy(() -> search.take(stray))
        .isInstanceOf(UnknownEvaluationException.class)
        .hasMessage("experiment test has no evaluation " + "f".repeat(64));
  }

  @ParameterizedTest
  @EnumSource(SwarmPace.class)
  void aSwarmThatHasComeToRestIsOver(SwarmPace pace) {
    SwarmParameters few = Scenario.experiment("test", 2, 500_000).swarm();
    SwarmParameters swarm =
        new SwarmParameters(2, few.iterations(), few.seed(), few.variant(), pace);
    SwarmSearch search = new SwarmSearch(EXPERIMENT.with(swarm), new StaircaseSpace(2, 3));

    run(search, UnaryOperator.identity());

    assertThat(search.isOver()).isTrue();
    assertThat(search.globalBest()).isPresent();
    int lastEvaluated =
        search.evaluations().stream().mapToInt(EvaluationView::iteration).max().orElseThrow();
    assertThat(search.iteration()).isBetween(lastEvaluated + 1_000, lastEvaluated + 1_002);

    search.extend(EXPERIMENT.with(few));

    assertThat(search.isOver()).isTrue();
  }

  @Test
  void aStructureIsEvaluatedOnceAndShared() {
    SwarmSearch search =
        new SwarmSearch(
            Scenario.with(Scenario.experiment("test", 20, 10), Racing.NONE),
            new StaircaseSpace(2, 3));
    Set<String> asked = new HashSet<>();

    run(
        search,
        candidates -> {
          assertThat(candidates).allMatch(candidate -> asked.add(candidate.evaluationId()));
          return candidates;
        });

    assertThat(search.iteration()).isEqualTo(10);
    assertThat(asked).hasSizeLessThanOrEqualTo(9);
    assertThat(search.evaluations()).hasSize(asked.size());
    assertThat(search.shared()).isEqualTo(20 * 10 - asked.size());
  }

  @Test
  void aSearchWithOneStructureEndsAtItsOnlyScore() {
    SwarmSearch search =
        new SwarmSearch(Scenario.experiment("test", 4, 50), new StaircaseSpace(2, 1));

    search.take(Scenario.score(search.outstanding().get(0)));

    assertThat(search.isOver()).isTrue();
    assertThat(search.iteration()).isEqualTo(50);
    assertThat(search.globalBest().orElseThrow().evaluations()).isEqualTo(1);
  }

  @Test
  void aFailedCandidateIsNoBestAndHoldsNothingUp() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();

    search.take(Scenario.failed(first.get(0), "a layer is not supported"));
    first.subList(1, 6).forEach(candidate -> search.take(Scenario.score(candidate)));

    assertThat(search.iteration()).isEqualTo(1);
    assertThat(search.globalBest().orElseThrow().particle()).isPositive();
    assertThat(search.evaluations().get(0).failure()).contains("a layer is not supported");
    assertThat(search.evaluations().get(0).accuracy()).isEmpty();
  }

  @Test
  void aSearchInWhichNothingCanBeEvaluatedIsOverAfterAnIteration() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();

    search.take(Scenario.failed(first.get(0), "disk full"));
    first.subList(1, 6).forEach(candidate -> search.take(Scenario.failed(candidate, "no data")));

    assertThat(search.isOver()).isTrue();
    assertThat(search.globalBest()).isEmpty();
    assertThat(search.mostFrequentFailure()).contains("no data");
  }

  @Test
  void theGlobalBestIsTheMostAccurateAndTheFirstToBeSo() {
    SwarmSearch search = run(new SwarmSearch(EXPERIMENT, FINE), UnaryOperator.identity());

    EvaluationView best =
        search.evaluations().stream()
            .filter(evaluation -> evaluation.accuracy().isPresent())
            .reduce((a, b) -> b.accuracy().orElseThrow() > a.accuracy().orElseThrow() ? b : a)
            .orElseThrow();
    assertThat(search.globalBest().orElseThrow().evaluationId()).isEqualTo(best.evaluationId());
    assertThat(search.globalBest().orElseThrow().iteration()).isEqualTo(best.iteration());
    assertThat(search.globalBest().orElseThrow().particle()).isEqualTo(best.particle());
    assertThat(search.bestView().orElseThrow().cost()).isEqualTo(best.cost());
  }

  /** But for the one variant that asks for each accuracy, and so does not race. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARETO")
  void racingChangesNeitherTheSwarmNorItsWinner(SwarmVariant variant) {
    for (int channels : new int[] {6, 40, 1000}) {
      ExperimentSpec spec = Scenario.with(Scenario.experiment("test", 12, 40), variant);
      SwarmSearch exact =
          new SwarmSearch(Scenario.with(spec, Racing.NONE), new StaircaseSpace(3, channels));
      SwarmSearch racing =
          new SwarmSearch(Scenario.with(spec, Racing.EXACT), new StaircaseSpace(3, channels));

      int compared = 0;
      while (!exact.isOver() || !racing.isOver()) {
        // Where all scores are known, several iterations may pass at once.
        SwarmSearch behind = exact.iteration() <= racing.iteration() ? exact : racing;
        behind = behind.isOver() ? racing : behind;
        behind.take(Scenario.score(behind.outstanding().get(0)));
        if (exact.iteration() == racing.iteration()) {
          compared++;
          assertThat(racing.positions()).isEqualTo(exact.positions());
          assertThat(racing.globalBest().map(SwarmSearchTest::winner))
              .isEqualTo(exact.globalBest().map(SwarmSearchTest::winner));
        }
      }
      assertThat(racing.iteration()).isEqualTo(exact.iteration()).isEqualTo(40);
      assertThat(compared).isGreaterThan(10);
      assertThat(racing.evaluations())
          .filteredOn(evaluation -> evaluation.iteration() > 0)
          .anyMatch(evaluation -> evaluation.accuracyAtMost().isPresent());
    }
  }

  /** Without the evaluation's id, which tells what was to be beaten. */
  private static List<Object> winner(GlobalBest best) {
    return List.of(best.iteration(), best.particle(), best.structure(), best.evaluated());
  }

  @Test
  void theFirstIterationHasNothingToBeatAndTheOthersHaveTheirPersonalBests() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();
    assertThat(first).allMatch(candidate -> candidate.toBeat().isEmpty());
    List<Double> accuracies =
        first.stream()
            .map(Scenario::score)
            .peek(search::take)
            .map(score -> ((Score.Evaluated) score.outcome()).accuracy())
            .toList();

    assertThat(search.outstanding())
        .extracting(candidate -> candidate.toBeat().orElseThrow().accuracy())
        .isEqualTo(accuracies);
  }

  @Test
  void particlesThatComeToAStructureAtOnceAskForTheLowestOfTheirBests() {
    SwarmSearch search = new SwarmSearch(Scenario.experiment("test", 20, 30), new Coarsening());
    List<Double> accuracies = new ArrayList<>();
    for (Candidate candidate : search.outstanding()) {
      Score score = Scenario.score(candidate);
      accuracies.add(((Score.Evaluated) score.outcome()).accuracy());
      search.take(score);
    }

    assertThat(search.outstanding())
        .singleElement()
        .satisfies(
            candidate ->
                assertThat(candidate.toBeat())
                    .contains(new Candidate.ToBeat(Collections.min(accuracies), 0)));
  }

  /** Structures that differ in the first iteration of 20 particles, and are all one then. */
  private static final class Coarsening implements SearchSpace {
    private final SearchSpace first = new StaircaseSpace(3, 1000);
    private final SearchSpace then = new StaircaseSpace(3, 1);
    private int asked;

    @Override
    public int dimensions() {
      return 3;
    }

    @Override
    public CostView baseline() {
      return first.baseline();
    }

    @Override
    public Map<String, Integer> channels() {
      return first.channels();
    }

    @Override
    public Point at(Position position) {
      asked++;
      return asked <= 20 ? first.at(position) : then.at(position);
    }
  }

  @Test
  void aParticleWithALowerBestAsksAnewForAStructureThatAnotherOutran() {
    SwarmSearch search =
        new SwarmSearch(Scenario.experiment("test", 12, 40), new StaircaseSpace(3, 6));
    Map<PrunedStructure, Set<String>> ids = new HashMap<>();

    run(
        search,
        candidates -> {
          candidates.forEach(
              candidate ->
                  ids.computeIfAbsent(candidate.structure(), s -> new HashSet<>())
                      .add(candidate.evaluationId()));
          return candidates;
        });

    assertThat(ids.values()).anyMatch(several -> several.size() > 1);
    assertThat(search.evaluations())
        .hasSize(ids.values().stream().mapToInt(Set::size).sum())
        .extracting(EvaluationView::evaluationId)
        .doesNotHaveDuplicates();
  }

  @Test
  void anAnswerThatDoesNotSayWhatWasAskedIsRefused() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    Candidate candidate = search.outstanding().get(0);
    Score early =
        new Score(
            "test",
            candidate.evaluationId(),
            0,
            0,
            new Score.Outrun(0.4, 100, 0),
            "test",
            1,
            Optional.empty());

    assertThatThrownBy(() -> search.take(early))
        .isInstanceOf(UnknownEvaluationException.class)
        .hasMessageContaining("ended too early");
    assertThat(search.awaits(candidate.evaluationId())).isTrue();
  }

  @Test
  void aStatisticalRaceSaysHowLikelyItMayErrAndTakesNoAnswerThatErrsMoreOften() {
    ExperimentSpec spec =
        Scenario.with(EXPERIMENT, new SavingParameters(Racing.STATISTICAL, 0.05, false));
    SwarmSearch search = new SwarmSearch(spec, FINE);
    search.outstanding().forEach(candidate -> search.take(Scenario.score(candidate)));
    Candidate candidate = search.outstanding().get(0);
    double best = candidate.toBeat().orElseThrow().accuracy();

    assertThat(candidate.toBeat().orElseThrow().errorProbability()).isEqualTo(0.05);
    assertThatThrownBy(() -> search.take(outrun(candidate, best, 0.1)))
        .isInstanceOf(UnknownEvaluationException.class);
    search.take(outrun(candidate, best, 0.05));
    assertThat(search.awaits(candidate.evaluationId())).isFalse();
  }

  private static Score outrun(Candidate candidate, double accuracy, double errorProbability) {
    return Score.of(candidate, new Score.Outrun(accuracy, 100, errorProbability), "test", 1);
  }

  private static SwarmSearch run(SwarmSearch search, UnaryOperator<List<Candidate>> workers) {
    while (!search.isOver()) {
      workers
          .apply(search.outstanding())
          .forEach(candidate -> search.take(Scenario.score(candidate)));
    }
    return search;
  }
}
