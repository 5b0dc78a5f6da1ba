package org.psopruner.coordinator.experiment;

import java.util.List;
import java.util.Optional;
import org.psopruner.messages.rest.EvaluationView;

/**
 * What some evaluations came to.
 *
 * @param accuracies of those that were evaluated on all images, ascending
 * @param outrun evaluations that ended early
 * @param failed evaluations that could not be made
 */
public record Spread(List<Double> accuracies, int outrun, int failed) {
  public Spread {
    accuracies = List.copyOf(accuracies);
  }

  /** That of evaluations. */
  public static Spread of(List<EvaluationView> evaluations) {
    return new Spread(
        evaluations.stream().flatMap(e -> e.accuracy().stream()).sorted().toList(),
        (int) evaluations.stream().filter(e -> e.accuracyAtMost().isPresent()).count(),
        (int) evaluations.stream().filter(e -> e.failure().isPresent()).count());
  }

  /** How many were evaluated on all images. */
  public int evaluated() {
    return accuracies.size();
  }

  /**
   * A quantile of the accuracies with linear interpolation, type 7 of Hyndman and Fan, 1996; empty
   * if there are none.
   *
   * @param share of the accuracies below it: 0 for the worst, 1 for the best
   */
  public Optional<Double> quantile(double share) {
    if (accuracies.isEmpty()) {
      return Optional.empty();
    }
    double place = share * (accuracies.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, accuracies.size() - 1);
    double rest = place - below;
    return Optional.of((1 - rest) * accuracies.get(below) + rest * accuracies.get(above));
  }

  /**
   * The best accuracy of these and of what was before them.
   *
   * @param before empty if nothing was
   */
  public Optional<Double> bestSoFar(Optional<Double> before) {
    return quantile(1).filter(found -> before.isEmpty() || found > before.get()).or(() -> before);
  }
}
