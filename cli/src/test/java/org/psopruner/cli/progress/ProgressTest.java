package org.psopruner.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.psopruner.cli.Views;

class ProgressTest {
  @Test
  void aSearchShowsItsBestAndWhatIsLeft() {
    assertThat(Progress.of(Views.searching(5, 15, 5), Duration.ofSeconds(60)))
        .isEqualTo(
            new Progress(
                "iteration 5/10  evaluations 15 done, 2 outstanding  "
                    + "best fitness 0.6125: accuracy 61.3 % with 240 parameters (24.0 %)",
                "iteration 5/10  15 done, 2 open  best 61.3 %, size 24.0 %",
                "elapsed 1:00, left ~1:00"));
  }

  @Test
  void aSearchThatHasJustBegunPromisesNothing() {
    assertThat(Progress.of(Views.begun(), Duration.ofSeconds(5)))
        .isEqualTo(
            new Progress(
                "iteration 0/10  evaluations 0 done, 2 outstanding",
                "iteration 0/10  0 done, 2 open",
                "elapsed 0:05"));
  }

  @Test
  void aRetrainingShowsItsEpochs() {
    assertThat(Progress.of(Views.retraining(1), Duration.ofSeconds(30)))
        .isEqualTo(
            new Progress(
                "retraining  epoch 1/3  validation accuracy 70.00 %, best 75.00 %",
                "epoch 1/3  accuracy 70.00 %, best 75.00 %", "elapsed 0:30, left ~1:00"));
  }

  @Test
  void aRetrainingSaysWhatIsOutOfTheOrdinary() {
    assertThat(Progress.of(Views.resumed(1), Duration.ofSeconds(30)).state())
        .isEqualTo(
            "retraining  epoch 1/3  validation accuracy 70.00 %, best 75.00 % (resumed after epoch 1)");
  }
}
