package org.psopruner.coordinator.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

/**
 * The candidates that no other one beats: one that is no less accurate and costs no more, and is
 * better in one of these, beats another.
 */
public final class Fronts {
  private Fronts() {}

  /** The front in accuracy, parameters and MACs of what was evaluated on all images. */
  static FrontView of(List<EvaluationView> evaluations, CostView baseline) {
    List<EvaluationView> compared =
        evaluations.stream()
            .filter(evaluation -> evaluation.accuracy().isPresent())
            .sorted(
                Comparator.comparingLong((EvaluationView e) -> e.cost().parameters())
                    .thenComparingLong(e -> e.cost().macs())
                    .thenComparingDouble(e -> -accuracy(e)))
            .toList();
    List<EvaluationView> front = new ArrayList<>();
    for (EvaluationView next : compared) {
      // None that comes later can beat it, and those before have no more parameters.
      if (front.stream().noneMatch(there -> isNoWorse(there, next))) {
        front.add(next);
      }
    }
    Set<EvaluationView> byParameters = along(front, CostView::parameters);
    Set<EvaluationView> byMacs = along(front, CostView::macs);
    return new FrontView(
        compared.size(),
        baseline,
        front.stream().map(e -> point(e, byParameters.contains(e), byMacs.contains(e))).toList());
  }

  private static boolean isNoWorse(EvaluationView one, EvaluationView other) {
    return accuracy(one) >= accuracy(other) && one.cost().macs() <= other.cost().macs();
  }

  /** Those evaluated on all images that no other one beats in accuracy and one cost alone. */
  public static Set<EvaluationView> along(
      List<EvaluationView> evaluations, ToLongFunction<CostView> cost) {
    Set<EvaluationView> along = new HashSet<>();
    double best = Double.NEGATIVE_INFINITY;
    List<EvaluationView> ascending =
        evaluations.stream()
            .filter(evaluation -> evaluation.accuracy().isPresent())
            .sorted(
                Comparator.comparingLong((EvaluationView e) -> cost.applyAsLong(e.cost()))
                    .thenComparingDouble(e -> -accuracy(e)))
            .toList();
    for (EvaluationView next : ascending) {
      if (accuracy(next) > best) {
        best = accuracy(next);
        along.add(next);
      }
    }
    return along;
  }

  private static double accuracy(EvaluationView evaluation) {
    return evaluation.accuracy().orElseThrow();
  }

  private static FrontPoint point(EvaluationView e, boolean byParameters, boolean byMacs) {
    return new FrontPoint(
        e.evaluationId(), e.iteration(), e.particle(), accuracy(e), e.cost(), byParameters, byMacs);
  }
}
