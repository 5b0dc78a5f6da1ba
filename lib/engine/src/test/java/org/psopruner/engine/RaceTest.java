package org.psopruner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaceTest {
  private static final int IMAGES = 1000;
  private static final int BATCH = 50;

  @ParameterizedTest
  @CsvSource({"0,9,false", "0,10,true", "5,14,false", "5,15,true", "40,50,false"})
  void anExactRaceIsLostWhenEvenAllThatAreLeftWouldNotDo(int correct, int looked, boolean lost) {
    // Of 50, more than 40 must be right: 9 may be wrong.
    Race race = Race.exact(0.8);

    assertThat(race.over(50, 5).isLost(new Evaluation(correct, looked, 1))).isEqualTo(lost);
  }

  @Test
  void nothingIsLostWhereNothingIsToBeBeaten() {
    Evaluation allWrong = new Evaluation(0, 900, 1);

    assertThat(Race.NONE.over(IMAGES, BATCH).isLost(allWrong)).isFalse();
    assertThat(new Race(Double.NEGATIVE_INFINITY, 0.5).over(IMAGES, BATCH).isLost(allWrong))
        .isFalse();
  }

  /**
   * The hardest case: a network that is better by one image. It loses about as often as the error
   * probability allows, since what it allows saves images.
   */
  @ParameterizedTest
  @CsvSource({"0.05,0.4", "0.05,0.9", "0.2,0.4", "0.5,0.7"})
  void aBetterNetworkLosesNoMoreOftenThanTheErrorProbability(double error, double toBeat) {
    Course course = new Race(toBeat, error).over(IMAGES, BATCH);
    int correct = (int) Math.round(toBeat * IMAGES) + 1;
    int trials = 20_000;
    Random random = new Random(7);
    int lost = 0;
    for (int trial = 0; trial < trials; trial++) {
      lost += looks(course, correct, random) < IMAGES ? 1 : 0;
    }

    assertThat(lost)
        .isLessThanOrEqualTo((int) (error * trials))
        .isGreaterThan((int) (0.8 * error * trials));
  }

  @Test
  void aNetworkThatIsMuchWorseIsFoundOutSooner() {
    Random random = new Random(8);
    int exact = looks(Race.exact(0.4).over(IMAGES, BATCH), 200, random);
    int statistical = looks(new Race(0.4, 0.01).over(IMAGES, BATCH), 200, random);

    assertThat(exact).isGreaterThan(700);
    assertThat(statistical).isLessThan(200);
  }

  @Test
  void whatTheAccuracyDoesNotExceedIsNoHigherThanWhatWasToBeBeaten() {
    Evaluation found = new Evaluation(10, 100, 1);

    assertThat(new Race(0.4, 0.01).accuracyAtMost(found, IMAGES)).isEqualTo(0.4);
    assertThat(Race.exact(0.95).accuracyAtMost(found, IMAGES)).isEqualTo(0.91);
  }

  @Test
  void refusesWhatIsNoAccuracy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Race.exact(Double.NaN))
        .withMessage("toBeat is NaN; it must be an accuracy, or negative infinity");
  }

  @Test
  void refusesAnErrorProbabilityThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Race(0.4, 0.6))
        .withMessage("errorProbability is 0.6; it must be from 0 to 0.5");
  }

  /** Images looked at, in an order drawn anew, of which so many are right. */
  private static int looks(Course course, int correct, Random random) {
    int right = 0;
    int looked = 0;
    do {
      for (int i = 0; i < BATCH; i++) {
        right += random.nextInt(IMAGES - looked) < correct - right ? 1 : 0;
        looked++;
      }
    } while (looked < IMAGES && !course.isLost(new Evaluation(right, looked, 1)));
    return looked;
  }
}
