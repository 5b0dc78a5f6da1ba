package org.psopruner.coordinator.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.psopruner.coordinator.experiment.Histories;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.PositionsView;
import org.psopruner.messages.rest.PositionsView.PositionView;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;

/** Where the particles of a swarm were. */
public final class Positions {
  /** So many steps make up the range of a coordinate: a drawing shows no more. */
  private static final double STEPS = 1e4;

  private Positions() {}

  /**
   * All positions, or, where there are more than the limit, those of whole iterations at even
   * distances, the last among them.
   *
   * @param path of each question, where the particle was, in the order of the asking
   * @param evaluations of the same search
   * @param limit at least 1
   */
  public static PositionsView of(
      Map<AskId, Position> path, List<EvaluationView> evaluations, int limit) {
    Map<AskId, EvaluationView> first =
        evaluations.stream()
            .collect(
                Collectors.toMap(
                    evaluation -> new AskId(evaluation.iteration(), evaluation.particle()),
                    Function.identity(),
                    (evaluation, later) -> evaluation));
    return new PositionsView(
        path.size(),
        limit,
        Sample.iterations(Histories.byIteration(path.keySet(), AskId::iteration), limit).stream()
            .map(id -> view(id, path.get(id), Optional.ofNullable(first.get(id))))
            .toList());
  }

  private static PositionView view(
      AskId id, Position position, Optional<EvaluationView> evaluation) {
    return new PositionView(
        id.iteration(),
        id.particle(),
        evaluation.map(EvaluationView::evaluationId),
        evaluation.flatMap(EvaluationView::accuracy),
        evaluation.flatMap(EvaluationView::accuracyAtMost),
        Arrays.stream(position.toArray()).map(x -> Math.rint(x * STEPS) / STEPS).boxed().toList());
  }
}
