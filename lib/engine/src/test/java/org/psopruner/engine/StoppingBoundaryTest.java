package org.psopruner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingBoundaryTest {
  /** In each order that there is of right and wrong images. */
  @ParameterizedTest
  @CsvSource({
    "16,8,4,0.3",
    "16,8,1,0.2",
    "16,12,5,0.4",
    "16,3,2,0.5",
    "16,16,4,0.1",
    "16,1,4,0.4",
    "15,7,20,0.4"
  })
  void oneThatHasJustEnoughRightEndsInNoLargerShareOfAllOrders(
      int all, int least, int batch, double error) {
    StoppingBoundary boundary = new StoppingBoundary(all, least, batch, error);
    int orders = 0;
    int ended = 0;
    for (int right = 0; right < 1 << all; right++) {
      if (Integer.bitCount(right) == least) {
        orders++;
        ended += ends(boundary, right, all, batch) ? 1 : 0;
      }
    }

    assertThat((double) ended / orders).isLessThanOrEqualTo(error);
  }

  private static boolean ends(StoppingBoundary boundary, int right, int all, int batch) {
    for (int looked = batch; looked < all; looked += batch) {
      int correct = Integer.bitCount(right & ((1 << looked) - 1));
      if (boundary.isCrossed(new Evaluation(correct, looked, 1))) {
        return true;
      }
    }
    return false;
  }

  /** Nothing has ended before the first look. */
  @ParameterizedTest
  @CsvSource({"5000,1301,128,0.01", "1000,400,100,0.05", "50000,45000,500,0.001"})
  void theFirstLookIsTheHypergeometricDistributionsQuantile(
      int all, int least, int batch, double error) {
    HypergeometricDistribution right = HypergeometricDistribution.of(all, least, batch);
    double spendable = error * Math.sqrt((double) batch / all);
    StoppingBoundary boundary = new StoppingBoundary(all, least, batch, error);

    for (int correct = 0; correct <= batch; correct++) {
      assertThat(boundary.isCrossed(new Evaluation(correct, batch, 1)))
          .as("%d right", correct)
          .isEqualTo(right.cumulativeProbability(correct) <= spendable);
    }
  }

  /** An equal part of the error for each look, whatever the others came to. */
  @Test
  void worseNetworksAreFoundOutSoonerThanByBonferronisInequality() {
    int all = 5000;
    int least = 1301;
    int batch = 128;
    double error = 0.01;
    StoppingBoundary boundary = new StoppingBoundary(all, least, batch, error);
    int looks = (all - 1) / batch;
    Predicate<Evaluation> bonferroni =
        found ->
            HypergeometricDistribution.of(all, least, found.images())
                    .cumulativeProbability(found.correct())
                <= error / looks;
    for (int right : new int[] {700, 900, 1050, 1150, 1250}) {
      double ours = looked(boundary::isCrossed, right, all, batch);
      double its = looked(bonferroni, right, all, batch);

      assertThat(ours / its).as("%d right", right).isLessThan(0.97);
    }
  }

  /** Images on average over orders drawn at random, the same for each rule. */
  private static double looked(Predicate<Evaluation> ends, int right, int all, int batch) {
    Random random = new Random(9);
    int trials = 200;
    long sum = 0;
    for (int trial = 0; trial < trials; trial++) {
      int correct = 0;
      int looked = 0;
      do {
        int until = Math.min(looked + batch, all);
        for (; looked < until; looked++) {
          correct += random.nextInt(all - looked) < right - correct ? 1 : 0;
        }
      } while (looked < all && !ends.test(new Evaluation(correct, looked, 1)));
      sum += looked;
    }
    return (double) sum / trials;
  }
}
