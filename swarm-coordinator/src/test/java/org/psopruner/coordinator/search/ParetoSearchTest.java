package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Position;

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

  /** Where the third beats the first, but not the second, which then is the best of the front. */
  @Test
  void theBestIsOnTheFrontThoughItWasFoundBefore() {
    List<CostView> costs =
        List.of(cost(50, 50), cost(40, 60), cost(45, 45), cost(90, 90), cost(90, 90));
    SearchSpace space = new InTurn(costs);
    ExperimentSpec two = Scenario.experiment("test", 2, 2);
    SwarmSearch search = new SwarmSearch(Scenario.with(two, SwarmVariant.PARETO), space);

    while (!search.isOver()) {
      search.outstanding().forEach(candidate -> search.take(asGoodAsAll(candidate)));
    }

    assertThat(search.bestView().orElseThrow().cost()).isEqualTo(cost(40, 60));
  }

  private static CostView cost(long parameters, long macs) {
    return new CostView(parameters, macs, 4 * parameters);
  }

  private static Score asGoodAsAll(Candidate candidate) {
    return Score.of(candidate, new Score.Evaluated(0.9, 1, 1000), "test", 12);
  }

  /** Structures in the order in which they are asked for, wherever that is. */
  private static final class InTurn implements SearchSpace {
    private final List<CostView> costs;
    private int asked;

    InTurn(List<CostView> costs) {
      this.costs = costs;
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public CostView baseline() {
      return cost(100, 100);
    }

    @Override
    public Map<String, Integer> channels() {
      return Map.of("conv0", costs.size());
    }

    @Override
    public Point at(Position position) {
      SortedMap<String, List<Integer>> kept = new TreeMap<>(Map.of("conv0", List.of(asked)));
      return new Point(new PrunedStructure(kept), costs.get(asked++));
    }
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
