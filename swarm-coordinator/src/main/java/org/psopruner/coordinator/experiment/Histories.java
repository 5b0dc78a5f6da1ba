package org.psopruner.coordinator.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.IterationView;

/** Evaluations by iteration. */
public final class Histories {
  private Histories() {}

  /** The evaluations of each iteration of which there are any, in their order. */
  public static List<List<EvaluationView>> byIteration(List<EvaluationView> evaluations) {
    return byIteration(evaluations, EvaluationView::iteration);
  }

  /**
   * What belongs to each iteration to which anything belongs, in their order.
   *
   * @param iteration to which something belongs
   */
  public static <T> List<List<T>> byIteration(
      Collection<T> all, Function<? super T, Integer> iteration) {
    return List.copyOf(
        all.stream()
            .collect(Collectors.groupingBy(iteration, TreeMap::new, Collectors.toList()))
            .values());
  }

  /** A row for each iteration of which anything was evaluated, in their order. */
  static List<IterationView> of(List<EvaluationView> evaluations) {
    List<IterationView> rows = new ArrayList<>();
    Optional<Double> bestSoFar = Optional.empty();
    for (List<EvaluationView> iteration : byIteration(evaluations)) {
      Spread spread = Spread.of(iteration);
      bestSoFar = spread.bestSoFar(bestSoFar);
      rows.add(
          new IterationView(
              iteration.get(0).iteration(),
              spread.evaluated(),
              spread.outrun(),
              spread.failed(),
              spread.quantile(1),
              spread.quantile(0.5),
              spread.quantile(0),
              bestSoFar));
    }
    return rows;
  }
}
