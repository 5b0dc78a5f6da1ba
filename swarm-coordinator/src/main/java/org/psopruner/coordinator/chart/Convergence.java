package org.psopruner.coordinator.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.coordinator.experiment.Histories;
import org.psopruner.coordinator.experiment.Spread;
import org.psopruner.messages.rest.ConvergenceView;
import org.psopruner.messages.rest.EvaluationView;

/** What iterations came to. */
public final class Convergence {
  private Convergence() {}

  /**
   * Rows of iterations, in their order.
   *
   * @param evaluations of an experiment
   * @param limit how many rows at most, at least 1
   */
  public static ConvergenceView of(List<EvaluationView> evaluations, int limit) {
    List<List<EvaluationView>> iterations = Histories.byIteration(evaluations);
    int together = (iterations.size() + limit - 1) / limit;
    List<ConvergenceView.IterationsView> rows = new ArrayList<>();
    Optional<Double> bestSoFar = Optional.empty();
    for (int i = 0; i < iterations.size(); i += together) {
      ConvergenceView.IterationsView row =
          row(iterations.subList(i, Math.min(iterations.size(), i + together)), bestSoFar);
      bestSoFar = row.bestSoFar();
      rows.add(row);
    }
    return new ConvergenceView(iterations.size(), limit, rows);
  }

  private static ConvergenceView.IterationsView row(
      List<List<EvaluationView>> iterations, Optional<Double> before) {
    Spread spread = Spread.of(iterations.stream().flatMap(List::stream).toList());
    return new ConvergenceView.IterationsView(
        iterations.get(0).get(0).iteration(),
        iterations.get(iterations.size() - 1).get(0).iteration(),
        spread.evaluated(),
        spread.outrun(),
        spread.failed(),
        spread.quantile(1),
        spread.quantile(0.75),
        spread.quantile(0.5),
        spread.quantile(0.25),
        spread.quantile(0),
        spread.bestSoFar(before));
  }
}
