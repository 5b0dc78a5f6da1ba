package org.psopruner.coordinator.chart;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;

/** Evaluations for tests. */
final class Evaluations {
  private Evaluations() {}

  /** One on all images, of a network with so many parameters and as many MACs. */
  static EvaluationView evaluated(int iteration, int particle, double accuracy, long parameters) {
    return of(iteration, particle, Optional.of(accuracy), Optional.empty(), parameters);
  }

  /** One that ended early. */
  static EvaluationView outrun(int iteration, int particle) {
    return of(iteration, particle, Optional.empty(), Optional.of(0.4), 10);
  }

  private static EvaluationView of(
      int iteration,
      int particle,
      Optional<Double> accuracy,
      Optional<Double> accuracyAtMost,
      long parameters) {
    return new EvaluationView(
        iteration,
        particle,
        iteration + "/" + particle,
        accuracy,
        accuracyAtMost,
        accuracy.map(a -> 1 - a),
        Optional.of(100),
        new CostView(parameters, parameters, 4 * parameters),
        Optional.empty(),
        new TreeMap<>(Map.of("conv", 4)),
        "worker-1",
        12,
        Optional.empty());
  }
}
