package org.psopruner.coordinator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.coordinator.chart.Evaluations.evaluated;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;

class SampleTest {
  private static final Optional<BestView> NO_BEST = Optional.empty();

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
    assertThat(Sample.of(MANY, NO_BEST, 1000)).isEqualTo(MANY);
  }

  @Test
  void ofManyThereAreWholeIterationsAtEvenDistancesTheLastAmongThem() {
    List<EvaluationView> sample = Sample.of(MANY, NO_BEST, 105);

    assertThat(sample).filteredOn(e -> e.iteration() == 99).hasSize(10);
    assertThat(sample.stream().filter(e -> e.iteration() != 43).map(EvaluationView::iteration))
        .containsOnly(9, 19, 29, 39, 49, 59, 69, 79, 89, 99);
  }

  @Test
  void whatNoOtherOneBeatsIsThereWhereverItWasFound() {
    assertThat(Sample.of(MANY, NO_BEST, 20)).contains(MANY.get(437));
  }

  /** It was found first; one that is as accurate and costs less came later. */
  @Test
  void theBestIsThereEvenIfAnotherOneBeatsIt() {
    List<EvaluationView> tied =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    i == 15 || i == 437
                        ? evaluated(i / 10, i % 10, 0.9, 1015 - i)
                        : evaluated(i / 10, i % 10, 0.1 + i * 1e-6, 2000 - i))
            .toList();
    // On a ladder, which evaluated it once more.
    BestView best = new BestView("f".repeat(64), 1, 5, 0.9, tied.get(15).cost());

    for (int limit : new int[] {1, 2, 3, 20}) {
      assertThat(Sample.of(tied, Optional.of(best), limit))
          .as("limit %d", limit)
          .contains(tied.get(15))
          .hasSizeLessThanOrEqualTo(limit);
    }
    assertThat(Sample.of(tied, Optional.of(best), 20)).contains(tied.get(437));
  }

  @Test
  void theyAreInTheirOldOrderAndNeverMoreThanTheLimit() {
    for (int limit : new int[] {1, 2, 3, 7, 10, 11, 999}) {
      assertThat(Sample.of(MANY, NO_BEST, limit))
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

    assertThat(Sample.of(one, NO_BEST, 50)).hasSizeBetween(40, 50);
  }

  @Test
  void ofAFrontThatIsTooLongThereIsSome() {
    List<EvaluationView> front =
        IntStream.range(0, 500).mapToObj(i -> evaluated(i, 0, 0.001 * i, 100 + i)).toList();

    assertThat(Sample.of(front, NO_BEST, 50)).hasSizeBetween(25, 50).contains(front.get(499));
  }

  @Test
  void someAreTakenFromAllOverAList() {
    List<Integer> all = IntStream.rangeClosed(1, 100).boxed().toList();

    assertThat(Sample.atMost(all, 5)).containsExactly(20, 40, 60, 80, 100);
    assertThat(Sample.atMost(all, 100)).isEqualTo(all);
    assertThat(Sample.atMost(all, 0)).isEmpty();
  }
}
