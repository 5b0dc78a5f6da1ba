package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;

/** A search at the asynchronous pace. */
class AsynchronousSearchTest {
  private static final SearchSpace FINE = new StaircaseSpace(3, 1000);
  private static final SearchSpace COARSE = new StaircaseSpace(2, 3);
  private static final ExperimentSpec EXPERIMENT = experiment(6, 20);

  @Test
  void aParticleMovesAsSoonAsItsScoreIsIn() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();

    search.take(Scenario.score(first.get(4)));

    List<Candidate> next = search.outstanding();
    assertThat(next).hasSize(6).containsAll(first.subList(0, 4)).contains(first.get(5));
    assertThat(next.get(5).particle()).isEqualTo(4);
    assertThat(next.get(5).iteration()).isEqualTo(1);
    assertThat(search.globalBest().orElseThrow().particle()).isEqualTo(4);
    assertThat(search.iteration()).isZero();
    assertThat(search.answered()).isZero();
  }

  @ParameterizedTest
  @EnumSource(SwarmVariant.class)
  void theSameLogGivesTheSameSearchAtEachPoint(SwarmVariant variant) {
    ExperimentSpec spec = Scenario.with(EXPERIMENT, variant);
    List<Score> log = new ArrayList<>();
    SwarmSearch search = inRandomOrder(new SwarmSearch(spec, COARSE), 3, log);
    // What a coordinator that was restarted in the middle, and one that was not, fold.
    SwarmSearch running = new SwarmSearch(spec, COARSE);
    log.subList(0, log.size() / 2).forEach(running::take);
    SwarmSearch restarted = new SwarmSearch(spec, COARSE);
    log.subList(0, log.size() / 2).forEach(restarted::take);
    assertThat(restarted.outstanding()).isEqualTo(running.outstanding()).isNotEmpty();

    for (Score score : log.subList(log.size() / 2, log.size())) {
      running.take(score);
      restarted.take(score);
      restarted.take(score); // delivered again
      assertThat(restarted.outstanding()).isEqualTo(running.outstanding());
      assertThat(restarted.positions()).isEqualTo(running.positions());
      assertThat(restarted.globalBest()).isEqualTo(running.globalBest());
    }

    assertThat(running.isOver()).isTrue();
    assertThat(running.positions()).isEqualTo(search.positions());
    assertThat(running.globalBest()).isEqualTo(search.globalBest());
    assertThat(running.evaluations()).isEqualTo(search.evaluations());
    assertThat(running.shared()).isEqualTo(search.shared());
  }

  @Test
  void anotherOrderGivesAnotherSearch() {
    SwarmSearch one = inRandomOrder(new SwarmSearch(EXPERIMENT, FINE), 1, new ArrayList<>());
    SwarmSearch other = inRandomOrder(new SwarmSearch(EXPERIMENT, FINE), 2, new ArrayList<>());

    assertThat(other.positions()).isNotEqualTo(one.positions());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 1000})
  void asManyPositionsAreAskedForAsAtTheSynchronousPace(int channels) {
    SwarmSearch search =
        inRandomOrder(
            new SwarmSearch(EXPERIMENT, new StaircaseSpace(2, channels)), 5, new ArrayList<>());

    Set<String> evaluated = new HashSet<>();
    assertThat(search.evaluations()).allMatch(e -> evaluated.add(e.evaluationId()));
    assertThat(search.evaluations().size() + search.shared()).isEqualTo(6 * 20);
    assertThat(search.asked()).isEqualTo(6 * 20);
    assertThat(search.answered()).isEqualTo(6 * 20);
    assertThat(search.iteration()).isEqualTo(20);
    assertThat(search.outstanding()).isEmpty();
  }

  @Test
  void nobodyWaitsForTheSlowest() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    Candidate slow = search.outstanding().get(0);

    evaluate(search, outstanding -> outstanding.get(outstanding.size() - 1), new ArrayList<>());

    assertThat(search.isOver()).isTrue();
    assertThat(search.evaluations())
        .filteredOn(evaluation -> evaluation.particle() == 0)
        .extracting(EvaluationView::evaluationId)
        .containsExactly(slow.evaluationId());
  }

  @Test
  void whoComesToAStructureThatIsOutWaitsWithIt() {
    SwarmSearch search = new SwarmSearch(experiment(20, 2), COARSE);
    int out = search.outstanding().size();
    assertThat(search.shared()).isEqualTo(20 - out);

    search.take(Scenario.score(search.outstanding().get(0)));

    assertThat(search.asked()).as("several particles moved").isGreaterThan(21);
  }

  @Test
  void theGlobalBestIsTheMostAccurateOfTheLogAndTheFirstToBeSo() {
    List<Score> log = new ArrayList<>();
    SwarmSearch search = inRandomOrder(new SwarmSearch(EXPERIMENT, COARSE), 11, log);

    Score best =
        log.stream()
            .max(
                Comparator.comparingDouble(AsynchronousSearchTest::accuracy)
                    .thenComparing(log::indexOf, Comparator.reverseOrder()))
            .orElseThrow();
    assertThat(search.globalBest().orElseThrow().evaluationId()).isEqualTo(best.evaluationId());
    assertThat(search.globalBest().orElseThrow().particle()).isEqualTo(best.particle());
    assertThat(search.globalBest().orElseThrow().iteration()).isEqualTo(best.iteration());
  }

  @Test
  void aSearchInWhichNothingCanBeEvaluatedIsOverWhenEachParticleWasScored() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();
    first.forEach(candidate -> search.take(Scenario.failed(candidate, "no data")));

    assertThat(search.isOver()).isTrue();
    assertThat(search.globalBest()).isEmpty();
    assertThat(search.outstanding()).isEmpty();
  }

  @Test
  void whatIsScoredWhenTheSearchIsOverIsDropped() {
    SwarmSearch search = new SwarmSearch(EXPERIMENT, FINE);
    List<Candidate> first = search.outstanding();
    first.subList(0, 5).forEach(candidate -> search.take(Scenario.failed(candidate, "no data")));
    Candidate out = search.outstanding().get(5);

    search.take(Scenario.failed(first.get(5), "no data"));
    assertThat(search.awaits(out.evaluationId())).isFalse();
    search.take(Scenario.score(out));

    assertThat(search.dropped()).isEqualTo(1);
    assertThat(search.globalBest()).isEmpty();
  }

  /** As far as it is known: one that was outrun is no better than another that is. */
  private static double accuracy(Score score) {
    return score.outcome() instanceof Score.Evaluated evaluated ? evaluated.accuracy() : 0;
  }

  private static ExperimentSpec experiment(int particles, int iterations) {
    return Scenario.with(
        Scenario.experiment("test", particles, iterations), SwarmPace.ASYNCHRONOUS);
  }

  private static SwarmSearch inRandomOrder(SwarmSearch search, long order, List<Score> log) {
    Random random = new Random(order);
    return evaluate(
        search, outstanding -> outstanding.get(random.nextInt(outstanding.size())), log);
  }

  private static SwarmSearch evaluate(
      SwarmSearch search, Function<List<Candidate>, Candidate> next, List<Score> log) {
    while (!search.isOver()) {
      Score score = Scenario.score(next.apply(search.outstanding()));
      log.add(score);
      search.take(score);
    }
    return search;
  }
}
