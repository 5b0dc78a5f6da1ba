package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Rung;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.EvaluationView;

class LadderTest {
  private static final StaircaseSpace SPACE = new StaircaseSpace(3, 40);
  private static final ExperimentSpec PLAIN = Scenario.experiment("test", 6, 10);
  private static final EvaluationSettings ALL_IMAGES = new EvaluationSettings(5000, 500, 64);
  private static final EvaluationSettings TUNED =
      new EvaluationSettings(5000, 500, 64, Optional.of(new FineTuning(20, 0.01)));
  private static final ExperimentSpec LADDER =
      PLAIN.with(List.of(new Rung(5, ALL_IMAGES), new Rung(2, TUNED)));

  private final List<Candidate> onFirst = new ArrayList<>();
  private final List<Candidate> onSecond = new ArrayList<>();

  @Test
  void theBestOfTheSearchAreComparedAndTheBestOfTheLastRungIsTheGlobalBest() {
    SwarmSearch search = climbed(new SwarmSearch(LADDER, SPACE), this::lastOnFirstFirst);

    List<EvaluationView> best = bestOfSearch(search, 5);
    assertThat(onFirst)
        .extracting(LadderTest::place)
        .containsExactlyElementsOf(best.stream().map(LadderTest::place).toList());
    // The first rung turns the order around, and the second keeps that of the search.
    assertThat(onSecond)
        .extracting(LadderTest::place)
        .containsExactly(place(best.get(4)), place(best.get(3)));
    Candidate winner = onSecond.get(1);
    assertThat(search.globalBest().orElseThrow().evaluationId()).isEqualTo(winner.evaluationId());
    assertThat(search.globalBest().orElseThrow().structure()).isEqualTo(winner.structure());
    assertThat(search.bestView().orElseThrow().cost()).isEqualTo(best.get(3).cost());
    assertThat(search.find(winner.evaluationId()).orElseThrow().structure())
        .isEqualTo(winner.structure());
    assertThat(search.evaluations())
        .as("no rung's score is among the search's")
        .hasSize(60 - search.shared());
  }

  @Test
  void theGlobalBestIsThatOfTheSearchUntilTheLadderIsClimbed() {
    SwarmSearch search = new SwarmSearch(LADDER, SPACE);
    assertThat(search.stage()).isZero();
    searched(search);

    assertThat(search.stage()).isEqualTo(1);
    assertThat(search.isOver()).isFalse();
    assertThat(search.outstanding()).hasSize(5);
    assertThat(search.globalBest().orElseThrow().evaluationId())
        .isEqualTo(bestOfSearch(search, 1).get(0).evaluationId());
  }

  @Test
  void aRungThatLooksAsTheSearchDidAsksForNothing() {
    ExperimentSpec spec = PLAIN.with(List.of(new Rung(3, PLAIN.evaluation())));

    SwarmSearch search = searched(new SwarmSearch(spec, SPACE));

    assertThat(search.isOver()).isTrue();
    assertThat(search.globalBest().orElseThrow().structure())
        .isEqualTo(searched(new SwarmSearch(PLAIN, SPACE)).globalBest().orElseThrow().structure());
  }

  @Test
  void whatFailsOnARungIsOut() {
    SwarmSearch search =
        climbed(
            new SwarmSearch(LADDER, SPACE),
            candidate ->
                onFirst.size() < 4
                    ? Scenario.failed(candidate, "no memory")
                    : lastOnFirstFirst(candidate));

    assertThat(onFirst).hasSize(5);
    assertThat(onSecond).as("one alone is left").hasSize(1);
    assertThat(search.globalBest().orElseThrow().evaluationId())
        .isEqualTo(onSecond.get(0).evaluationId());
  }

  @Test
  void ifAllFailTheBestOfTheSearchIsTheGlobalBest() {
    SwarmSearch search =
        climbed(
            new SwarmSearch(LADDER, SPACE), candidate -> Scenario.failed(candidate, "no memory"));

    assertThat(onSecond).isEmpty();
    assertThat(search.isOver()).isTrue();
    assertThat(search.globalBest().orElseThrow().evaluationId())
        .isEqualTo(bestOfSearch(search, 1).get(0).evaluationId());
  }

  @Test
  void aSearchThatIsGivenMoreIterationsClimbsAgainAndEvaluatesNothingTwice() {
    SwarmSearch search = searched(new SwarmSearch(LADDER, SPACE));
    List<Candidate> before = search.outstanding();
    Score early = score(before.get(0), 0.5);
    Score late = score(before.get(1), 0.5);

    search.take(early);
    search.extend(LADDER.with(LADDER.swarm().extended(1)));
    search.take(late);
    assertThat(search.outstanding()).isNotEmpty().allMatch(LadderTest::isOfSearch);
    searched(search);

    assertThat(search.dropped()).isZero();
    assertThat(search.outstanding())
        .extracting(Candidate::evaluationId)
        .doesNotContain(early.evaluationId(), late.evaluationId());
    search.take(late);
    assertThat(search.dropped()).isEqualTo(1);
  }

  @Test
  void theSameLogGivesTheSameLadder() {
    List<Score> log = new ArrayList<>();
    SwarmSearch search =
        climbed(
            new SwarmSearch(LADDER, SPACE),
            candidate -> {
              Score score = lastOnFirstFirst(candidate);
              log.add(score);
              return score;
            });
    SwarmSearch replayed = searched(new SwarmSearch(LADDER, SPACE));

    for (Score score : log) {
      assertThat(replayed.awaits(score.evaluationId())).isTrue();
      replayed.take(score);
      replayed.take(score); // delivered again
    }

    assertThat(replayed.isOver()).isTrue();
    assertThat(replayed.outstanding()).isEmpty();
    assertThat(replayed.globalBest()).isEqualTo(search.globalBest());
    assertThat(replayed.dropped()).isEqualTo(log.size());
  }

  private SwarmSearch climbed(SwarmSearch search, Function<Candidate, Score> score) {
    searched(search);
    while (!search.isOver()) {
      Candidate next = search.outstanding().get(0);
      search.take(score.apply(next));
      (next.evaluation().equals(TUNED) ? onSecond : onFirst).add(next);
    }
    return search;
  }

  /** The worse a structure did in the search, the better it does on the first rung. */
  private Score lastOnFirstFirst(Candidate candidate) {
    double accuracy = ((Score.Evaluated) Scenario.score(candidate).outcome()).accuracy();
    return score(candidate, candidate.evaluation().equals(TUNED) ? accuracy : 1 - accuracy);
  }

  private static Score score(Candidate candidate, double accuracy) {
    return Score.of(
        candidate,
        new Score.Evaluated(accuracy, 1 - accuracy, candidate.evaluation().validationImages()),
        "test",
        12);
  }

  private static SwarmSearch searched(SwarmSearch search) {
    while (search.outstanding().stream().anyMatch(LadderTest::isOfSearch)) {
      search.take(Scenario.score(search.outstanding().get(0)));
    }
    return search;
  }

  private static boolean isOfSearch(Candidate candidate) {
    return candidate.evaluation().equals(PLAIN.evaluation());
  }

  private static List<EvaluationView> bestOfSearch(SwarmSearch search, int count) {
    return search.scores().stream()
        .filter(evaluation -> evaluation.accuracy().isPresent())
        .sorted(
            Comparator.comparingDouble((EvaluationView evaluation) -> evaluation.accuracy().get())
                .reversed())
        .limit(count)
        .toList();
  }

  private static List<Integer> place(Candidate candidate) {
    return List.of(candidate.iteration(), candidate.particle());
  }

  private static List<Integer> place(EvaluationView evaluation) {
    return List.of(evaluation.iteration(), evaluation.particle());
  }
}
