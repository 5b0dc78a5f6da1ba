package org.psopruner.coordinator.experiment;

import java.util.List;
import java.util.Optional;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;

/**
 * What is counted of an experiment, for operators.
 *
 * @param iterations that are complete
 * @param outstanding evaluations that wait for a score
 * @param evaluated structures whose accuracy is known
 * @param outrun structures whose evaluation ended early
 * @param failed structures that could not be evaluated
 * @param baselineParameters 0 if the baseline could not be read
 */
public record ExperimentCounts(
    String id,
    ExperimentView.State state,
    int iterations,
    int outstanding,
    int evaluated,
    int outrun,
    int failed,
    Optional<BestView> best,
    long baselineParameters) {
  static ExperimentCounts of(ExperimentState state) {
    Experiment experiment = state.experiment();
    Optional<SwarmSearch> search = experiment.search();
    Spread spread = Spread.of(search.map(SwarmSearch::scores).orElseGet(List::of));
    return new ExperimentCounts(
        experiment.spec().id(),
        Views.name(state),
        search.map(SwarmSearch::iteration).orElse(0),
        search.map(s -> s.outstanding().size()).orElse(0),
        spread.evaluated(),
        spread.outrun(),
        spread.failed(),
        search.flatMap(SwarmSearch::bestView),
        search.map(s -> s.baseline().parameters()).orElse(0L));
  }

  /** Parameters of the best so far as a share of the baseline's; empty while there is none. */
  public Optional<Double> bestSize() {
    return best.map(found -> (double) found.cost().parameters() / baselineParameters);
  }
}
