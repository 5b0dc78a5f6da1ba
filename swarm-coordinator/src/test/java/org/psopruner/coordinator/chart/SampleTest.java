package org.psopruner.coordinator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.coordinator.chart.Evaluations.evaluated;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.rest.EvaluationView;

class SampleTest {
  /** 100 iterations of 10 particles; all cost the same but the one that is on the front alone. */
  private static final List<EvaluationView> MANY =
      IntStream.range(0, 1000)
          .mapToObj(
              i ->
                  i == 437
                      ? evaluated(43, 7, 0.9, 50)
                      : evaluated(i / 10, i % 10, 0.1 + i * 1e-6, 100))
          .toList();

  @Test
  void fewAreAllThere() {
    assertThat(Sample.of(MANY, 1000)).isEqualTo(MANY);
  }

  @Test
  void ofManyThereAreWholeIterationsAtEvenDistancesTheLastAmongThem() {
    List<EvaluationView> sample = Sample.of(MANY, 105);

    assertThat(sample).filteredOn(e -> e.iteration() == 99).hasSize(10);
    assertThat(sample.stream().filter(e -> e.iteration() != 43).map(EvaluationView::iteration))
        .containsOnly(9, 19, 29, 39, 49, 59, 69, 79, 89, 99);
  }

  @Test
  void whatNoOtherOneBeatsIsThereWhereverItWasFound() {
    assertThat(Sample.of(MANY, 20)).contains(MANY.get(437));
  }

  @Test
  void theyAreInTheirOldOrderAndNeverMoreThanTheLimit() {
    for (int limit : new int[] {1, 2, 3, 7, 10, 11, 999}) {
      assertThat(Sample.of(MANY, limit))
          .as("limit %d", limit)
          .hasSizeLessThanOrEqualTo(limit)
          .isNotEmpty()
          .isSortedAccordingTo(
              Comparator.comparingInt(EvaluationView::iteration)
                  .thenComparingInt(EvaluationView::particle));
    }
  }

  @Test
  void anIterationThatDoesNotFitIsThereInPart() {
    List<EvaluationView> one =
        IntStream.range(0, 500).mapToObj(i -> evaluated(0, i, 0.5, 100)).toList();

    assertThat(Sample.of(one, 50)).hasSizeBetween(40, 50);
  }

  @Test
  void ofAFrontThatIsTooLongThereIsSome() {
    List<EvaluationView> front =
        IntStream.range(0, 500).mapToObj(i -> evaluated(i, 0, 0.001 * i, 100 + i)).toList();

    assertThat(Sample.of(front, 50)).hasSizeBetween(25, 50).contains(front.get(499));
  }
}
