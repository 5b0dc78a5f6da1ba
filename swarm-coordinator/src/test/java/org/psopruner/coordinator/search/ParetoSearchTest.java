package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;

class ParetoSearchTest {
  private static final ExperimentSpec ACCURACY = Scenario.experiment("test", 8, 40);
  private static final ExperimentSpec FRONT = Scenario.with(ACCURACY, SwarmVariant.PARETO);
  private static final StaircaseSpace SPACE = new StaircaseSpace(4, 30);

  @Test
  void theBestIsTheMostAccurateThatWasEvaluated() {
    SwarmSearch search = evaluated(FRONT);

    assertThat(search.globalBest().orElseThrow().evaluated().accuracy())
        .isEqualTo(search.evaluations().stream().mapToDouble(this::accuracy).max().orElseThrow());
  }

  /** Though the savings of the experiment are those by default, which end evaluations early. */
  @Test
  void noEvaluationMayEndBeforeItsAccuracyIsKnown() {
    SwarmSearch search = evaluated(FRONT);

    assertThat(search.evaluations()).allMatch(evaluation -> evaluation.accuracy().isPresent());
    assertThat(evaluated(ACCURACY).evaluations())
        .anyMatch(evaluation -> evaluation.accuracyAtMost().isPresent());
  }

  /** What one swarm finds is cut where the other has nothing: among the cheap structures. */
  @Test
  void theFrontReachesFurtherDownThanThatOfASwarmWhichMaximisesTheAccuracy() {
    double cheap = SPACE.baseline().parameters() / 4.0;

    assertThat(mostAccurateUnder(cheap, evaluated(FRONT)))
        .isGreaterThan(mostAccurateUnder(cheap, evaluated(ACCURACY)));
  }

  private double mostAccurateUnder(double parameters, SwarmSearch search) {
    return search.evaluations().stream()
        .filter(evaluation -> evaluation.cost().parameters() <= parameters)
        .max(Comparator.comparingDouble(this::accuracy))
        .map(this::accuracy)
        .orElse(0.0);
  }

  private double accuracy(EvaluationView evaluation) {
    return evaluation.accuracy().orElse(0.0);
  }

  private static SwarmSearch evaluated(ExperimentSpec spec) {
    SwarmSearch search = new SwarmSearch(spec, SPACE);
    while (!search.isOver()) {
      List<Candidate> outstanding = search.outstanding();
      search.take(Scenario.score(outstanding.get(0)));
    }
    return search;
  }
}
