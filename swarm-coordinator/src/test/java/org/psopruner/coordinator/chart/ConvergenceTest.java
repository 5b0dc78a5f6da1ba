package org.psopruner.coordinator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.coordinator.chart.Evaluations.evaluated;
import static org.psopruner.coordinator.chart.Evaluations.outrun;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.rest.ConvergenceView;
import org.psopruner.messages.rest.EvaluationView;

class ConvergenceTest {
  @Test
  void aRowSaysHowTheAccuraciesOfAnIterationAreSpread() {
    ConvergenceView view =
        Convergence.of(
            List.of(
                evaluated(0, 0, 0.5, 1),
                evaluated(0, 1, 0.1, 1),
                evaluated(0, 2, 0.3, 1),
                evaluated(0, 3, 0.2, 1),
                evaluated(0, 4, 0.4, 1),
                outrun(0, 5)),
            10);

    assertThat(view.items())
        .containsExactly(
            new ConvergenceView.IterationsView(
                0,
                0,
                5,
                1,
                0,
                Optional.of(0.5),
                Optional.of(0.4),
                Optional.of(0.3),
                Optional.of(0.2),
                Optional.of(0.1),
                Optional.of(0.5)));
  }

  @Test
  void theBestSoFarStaysWhereAnIterationHasNothingBetter() {
    ConvergenceView view =
        Convergence.of(List.of(evaluated(0, 0, 0.5, 1), outrun(1, 0), evaluated(2, 0, 0.4, 1)), 10);

    assertThat(view.items())
        .extracting(ConvergenceView.IterationsView::best)
        .containsExactly(Optional.of(0.5), Optional.empty(), Optional.of(0.4));
    assertThat(view.items())
        .extracting(ConvergenceView.IterationsView::bestSoFar)
        .containsOnly(Optional.of(0.5));
  }

  @Test
  void manyIterationsShareRows() {
    List<EvaluationView> many =
        IntStream.range(0, 1000).mapToObj(i -> evaluated(i, 0, i / 1000.0, 1)).toList();

    ConvergenceView view = Convergence.of(many, 300);

    assertThat(view.total()).isEqualTo(1000);
    assertThat(view.items()).hasSize(250);
    assertThat(view.items().get(1))
        .returns(4, ConvergenceView.IterationsView::firstIteration)
        .returns(7, ConvergenceView.IterationsView::lastIteration)
        .returns(4, ConvergenceView.IterationsView::evaluated)
        .returns(Optional.of(0.007), ConvergenceView.IterationsView::bestSoFar);
  }

  @Test
  void nothingHasNoRows() {
    assertThat(Convergence.of(List.of(), 10).items()).isEmpty();
  }
}
