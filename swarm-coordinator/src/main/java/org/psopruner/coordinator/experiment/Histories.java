package org.psopruner.coordinator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.IterationView;

/** Evaluations by iteration. */
final class Histories {
  private Histories() {}

  /** A row for each iteration of which anything was evaluated, in their order. */
  static List<IterationView> of(List<EvaluationView> evaluations) {
    Map<Integer, List<EvaluationView>> byIteration =
        evaluations.stream()
            .collect(
                Collectors.groupingBy(
                    EvaluationView::iteration, TreeMap::new, Collectors.toList()));
    List<IterationView> rows = new ArrayList<>();
    Optional<Double> bestSoFar = Optional.empty();
    for (Map.Entry<Integer, List<EvaluationView>> iteration : byIteration.entrySet()) {
      IterationView row = row(iteration.getKey(), iteration.getValue(), bestSoFar);
      bestSoFar = row.bestSoFar();
      rows.add(row);
    }
    return rows;
  }

  private static IterationView row(
      int iteration, List<EvaluationView> evaluations, Optional<Double> before) {
    List<Double> accuracies =
        evaluations.stream().flatMap(e -> e.accuracy().stream()).sorted().toList();
    boolean any = !accuracies.isEmpty();
    Optional<Double> best =
        any ? Optional.of(accuracies.get(accuracies.size() - 1)) : Optional.empty();
    return new IterationView(
        iteration,
        accuracies.size(),
        (int) evaluations.stream().filter(e -> e.accuracyAtMost().isPresent()).count(),
        (int) evaluations.stream().filter(e -> e.failure().isPresent()).count(),
        best,
        any ? Optional.of(median(accuracies)) : Optional.empty(),
        any ? Optional.of(accuracies.get(0)) : Optional.empty(),
        best.filter(found -> before.isEmpty() || found > before.get()).or(() -> before));
  }

  private static double median(List<Double> ascending) {
    int middle = ascending.size() / 2;
    return ascending.size() % 2 == 1
        ? ascending.get(middle)
        : (ascending.get(middle - 1) + ascending.get(middle)) / 2;
  }
}
