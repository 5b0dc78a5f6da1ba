package org.psopruner.coordinator.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    List<List<EvaluationView>> iterations =
        List.copyOf(
            evaluations.stream()
                .collect(
                    Collectors.groupingBy(
                        EvaluationView::iteration, TreeMap::new, Collectors.toList()))
                .values());
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
    List<EvaluationView> all = iterations.stream().flatMap(List::stream).toList();
    List<Double> ascending = all.stream().flatMap(e -> e.accuracy().stream()).sorted().toList();
    Optional<Double> best = quantile(ascending, 1);
    return new ConvergenceView.IterationsView(
        iterations.get(0).get(0).iteration(),
        iterations.get(iterations.size() - 1).get(0).iteration(),
        ascending.size(),
        (int) all.stream().filter(e -> e.accuracyAtMost().isPresent()).count(),
        (int) all.stream().filter(e -> e.failure().isPresent()).count(),
        best,
        quantile(ascending, 0.75),
        quantile(ascending, 0.5),
        quantile(ascending, 0.25),
        quantile(ascending, 0),
        best.filter(found -> before.isEmpty() || found > before.get()).or(() -> before));
  }

  /** With linear interpolation: type 7 of Hyndman and Fan, 1996. */
  private static Optional<Double> quantile(List<Double> ascending, double share) {
    if (ascending.isEmpty()) {
      return Optional.empty();
    }
    double place = share * (ascending.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.size() - 1);
    double rest = place - below;
    return Optional.of((1 - rest) * ascending.get(below) + rest * ascending.get(above));
  }
}
