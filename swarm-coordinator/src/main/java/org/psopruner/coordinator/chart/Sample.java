package org.psopruner.coordinator.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.psopruner.messages.rest.EvaluationView;

/** Some of many evaluations. */
public final class Sample {
  private Sample() {}

  /**
   * All evaluations, or, where there are more than the limit, those on the fronts of accuracy
   * against parameters and against MACs, and whole iterations at even distances, the last among
   * them. Where the fronts alone are more than half of the limit, or an iteration does not fit,
   * some at even distances stand for them.
   *
   * @param evaluations by iteration and particle
   * @param limit at least 1
   * @return at most as many, in the same order
   */
  public static List<EvaluationView> of(List<EvaluationView> evaluations, int limit) {
    if (evaluations.size() <= limit) {
      return List.copyOf(evaluations);
    }
    Set<EvaluationView> front = new HashSet<>(front(evaluations, e -> e.cost().parameters()));
    front.addAll(front(evaluations, e -> e.cost().macs()));
    Set<EvaluationView> chosen =
        new HashSet<>(atMost(inOrder(evaluations, front), Math.max(1, limit / 2)));
    chosen.addAll(iterations(evaluations, limit - chosen.size()));
    return inOrder(evaluations, chosen);
  }

  private static List<EvaluationView> inOrder(
      List<EvaluationView> evaluations, Set<EvaluationView> chosen) {
    return evaluations.stream().filter(chosen::contains).toList();
  }

  /** Those than which none that costs no more is as accurate or more so. */
  private static List<EvaluationView> front(
      List<EvaluationView> evaluations, ToLongFunction<EvaluationView> cost) {
    List<EvaluationView> ascending =
        evaluations.stream()
            .filter(evaluation -> evaluation.accuracy().isPresent())
            .sorted(
                Comparator.comparingLong(cost)
                    .thenComparing(Sample::accuracy, Comparator.reverseOrder()))
            .toList();
    List<EvaluationView> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (EvaluationView evaluation : ascending) {
      if (accuracy(evaluation) > best) {
        best = accuracy(evaluation);
        front.add(evaluation);
      }
    }
    return front;
  }

  private static double accuracy(EvaluationView evaluation) {
    return evaluation.accuracy().orElseThrow();
  }

  private static List<EvaluationView> iterations(List<EvaluationView> evaluations, int limit) {
    Collection<List<EvaluationView>> all =
        evaluations.stream()
            .collect(
                Collectors.groupingBy(EvaluationView::iteration, TreeMap::new, Collectors.toList()))
            .values();
    int largest = all.stream().mapToInt(List::size).max().orElse(1);
    List<EvaluationView> chosen =
        atMost(List.copyOf(all), Math.max(1, limit / largest)).stream()
            .flatMap(List::stream)
            .toList();
    return atMost(chosen, limit);
  }

  /** Some at even distances, the last among them. */
  private static <T> List<T> atMost(List<T> all, int limit) {
    if (all.size() <= limit) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 1; i <= limit; i++) {
      some.add(all.get((int) ((long) i * all.size() / limit) - 1));
    }
    return some;
  }
}
