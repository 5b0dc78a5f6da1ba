package org.psopruner.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.cli.progress.Progress;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.engine.EpochResult;
import org.psopruner.training.Retraining;

class EpochProgressTest {
  private final List<Progress> shown = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  private EpochProgress progress(int epochs) {
    return new EpochProgress(
        epochs,
        new ProgressDisplay() {
          @Override
          public void show(Progress progress) {
            shown.add(progress);
          }

          @Override
          public void say(String line) {}

          @Override
          public void end() {}
        },
        () -> now);
  }

  private static Retraining.Epoch epoch(int epoch, double validation) {
    return new Retraining.Epoch(
        epoch,
        epoch == 0 ? Optional.empty() : Optional.of(new EpochResult(1.25, 0.5, 3_000)),
        validation,
        false);
  }

  @Test
  void anEpochIsShownWithItsLossItsAccuraciesItsPaceAndTheTimeThatIsLeft() {
    EpochProgress progress = progress(3);
    now = now.plusSeconds(5);
    progress.epochEnded(epoch(0, 0.1), epoch(0, 0.1), "");
    now = now.plusSeconds(30);
    progress.epochEnded(epoch(1, 0.4), epoch(1, 0.4), "");

    assertThat(shown)
        .containsExactly(
            new Progress(
                "epoch 0/3  validation 10.00 %, best 10.00 %",
                "epoch 0/3  validation 10.00 %, best 10.00 %", "elapsed 0:05"),
            new Progress(
                "epoch 1/3  100 images/s  loss 1.2500  train 50.00 %  validation 40.00 %, best 40.00 %",
                "epoch 1/3  validation 40.00 %, best 40.00 %", "elapsed 0:35, left ~1:00"));
  }

  @Test
  void epochsOfAnEarlierProcessDoNotMakeTheRestLookShort() {
    EpochProgress progress = progress(10);
    progress.epochEnded(epoch(8, 0.8), epoch(8, 0.8), "resumed after epoch 8");
    now = now.plusSeconds(60);
    progress.epochEnded(epoch(9, 0.7), epoch(8, 0.8), "");

    assertThat(shown.get(0).state()).endsWith("best 80.00 %  resumed after epoch 8");
    assertThat(shown.get(1).state()).endsWith("validation 70.00 %, best 80.00 %");
    assertThat(shown.get(1).timing()).isEqualTo("elapsed 1:00, left ~1:00");
  }
}
