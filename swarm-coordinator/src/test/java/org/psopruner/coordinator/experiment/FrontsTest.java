package org.psopruner.coordinator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

class FrontsTest {
  private static final CostView BASELINE = new CostView(100, 1_000, 400);

  @Test
  void oneThatIsSlowerButSmallerStays() {
    FrontView front =
        Fronts.of(
            List.of(
                evaluation(0, 0.5, 10, 100),
                evaluation(1, 0.6, 20, 50),
                evaluation(2, 0.5, 20, 60),
                evaluation(3, 0.5, 10, 100)),
            BASELINE);

    assertThat(front.evaluated()).isEqualTo(4);
    assertThat(front.items())
        .containsExactly(point(0, 0.5, 10, 100, true, false), point(1, 0.6, 20, 50, true, true));
  }

  /** How accurate those that ended early are, is not known. */
  @Test
  void whatWasNotEvaluatedOnAllImagesIsNotCompared() {
    EvaluationView failed =
        new EvaluationView(
            0,
            0,
            "f",
            Optional.empty(),
            Optional.of(0.9),
            Optional.empty(),
            Optional.empty(),
            new CostView(1, 1, 4),
            Optional.empty(),
            new TreeMap<>(),
            "w",
            1,
            Optional.empty());

    assertThat(Fronts.of(List.of(failed), BASELINE))
        .isEqualTo(new FrontView(0, BASELINE, List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noOneOnTheFrontIsBeatenAndEveryOtherIs(long seed) {
    Random random = new Random(seed);
    List<EvaluationView> all =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    evaluation(
                        i,
                        random.nextInt(20) / 20.0,
                        1 + random.nextInt(30),
                        1 + random.nextInt(30)))
            .toList();

    List<FrontPoint> front = Fronts.of(all, BASELINE).items();

    for (EvaluationView next : all) {
      boolean beaten = all.stream().anyMatch(rival -> beats(rival, next, 1, 1));
      boolean equalIsThere = front.stream().anyMatch(point -> isLike(point, next));
      assertThat(equalIsThere).as("%s", next).isEqualTo(!beaten);
    }
    for (FrontPoint point : front) {
      EvaluationView itself = all.get(point.particle());
      assertThat(point.byParameters())
          .isEqualTo(all.stream().noneMatch(rival -> beats(rival, itself, 1, 0)));
      assertThat(point.byMacs())
          .isEqualTo(all.stream().noneMatch(rival -> beats(rival, itself, 0, 1)));
    }
  }

  /** Whether one is no worse in what counts, and better in something of it. */
  private static boolean beats(EvaluationView one, EvaluationView other, int parameters, int macs) {
    double accuracy = one.accuracy().orElseThrow() - other.accuracy().orElseThrow();
    long fewer = parameters * (other.cost().parameters() - one.cost().parameters());
    long quicker = macs * (other.cost().macs() - one.cost().macs());
    return accuracy >= 0
        && fewer >= 0
        && quicker >= 0
        && (accuracy > 0 || fewer > 0 || quicker > 0);
  }

  private static boolean isLike(FrontPoint point, EvaluationView evaluation) {
    return point.accuracy() == evaluation.accuracy().orElseThrow()
        && point.cost().equals(evaluation.cost());
  }

  private static FrontPoint point(
      int particle,
      double accuracy,
      long parameters,
      long macs,
      boolean byParameters,
      boolean byMacs) {
    return new FrontPoint(
        "e" + particle,
        0,
        particle,
        accuracy,
        new CostView(parameters, macs, 4 * parameters),
        byParameters,
        byMacs);
  }

  private static EvaluationView evaluation(
      int particle, double accuracy, long parameters, long macs) {
    return new EvaluationView(
        0,
        particle,
        "e" + particle,
        Optional.of(accuracy),
        Optional.empty(),
        Optional.of(1.0),
        Optional.of(10),
        new CostView(parameters, macs, 4 * parameters),
        Optional.empty(),
        new TreeMap<>(),
        "w",
        1,
        Optional.empty());
  }
}
