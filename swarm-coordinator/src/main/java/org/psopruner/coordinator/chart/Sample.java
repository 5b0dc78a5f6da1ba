package org.psopruner.coordinator.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.psopruner.coordinator.experiment.Fronts;
import org.psopruner.coordinator.experiment.Histories;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;

/** Some of many evaluations. */
public final class Sample {
  private Sample() {}

  /**
   * All evaluations, or, where there are more than the limit, the best, those on the fronts of
   * accuracy against parameters and against MACs, and whole iterations at even distances, the last
   * among them. Where the fronts alone are more than half of the limit, or an iteration does not
   * fit, some at even distances stand for them.
   *
   * @param evaluations by iteration and particle
   * @param best so far, which need not be on a front: a later one may be as accurate and cost less
   * @param limit at least 1
   * @return at most as many, in the same order
   */
  public static List<EvaluationView> of(
      List<EvaluationView> evaluations, Optional<BestView> best, int limit) {
    if (evaluations.size() <= limit) {
      return List.copyOf(evaluations);
    }
    Set<EvaluationView> front = new HashSet<>(Fronts.along(evaluations, CostView::parameters));
    front.addAll(Fronts.along(evaluations, CostView::macs));
    Set<EvaluationView> chosen = new HashSet<>();
    evaluations.stream()
        .filter(evaluation -> best.filter(found -> found.isAt(evaluation)).isPresent())
        .forEach(chosen::add);
    front.removeAll(chosen);
    chosen.addAll(atMost(inOrder(evaluations, front), Math.max(1, limit / 2) - chosen.size()));
    chosen.addAll(iterations(Histories.byIteration(evaluations), limit - chosen.size()));
    return inOrder(evaluations, chosen);
  }

  private static List<EvaluationView> inOrder(
      List<EvaluationView> evaluations, Set<EvaluationView> chosen) {
    return evaluations.stream().filter(chosen::contains).toList();
  }

  /**
   * All, or, where there is more than the limit, whole iterations at even distances, the last among
   * them; where one does not fit, some of it.
   *
   * @param all the iterations
   * @param limit of what is in them, at least 0
   */
  static <T> List<T> iterations(List<List<T>> all, int limit) {
    if (all.stream().mapToInt(List::size).sum() <= limit) {
      return all.stream().flatMap(List::stream).toList();
    }
    int largest = all.stream().mapToInt(List::size).max().orElse(1);
    List<T> chosen =
        atMost(all, Math.max(1, limit / largest)).stream().flatMap(List::stream).toList();
    return atMost(chosen, limit);
  }

  /**
   * Some at even distances, the last among them.
   *
   * @param limit at least 0
   */
  public static <T> List<T> atMost(List<T> all, int limit) {
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
