package org.psopruner.cli.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.cli.progress.Progress;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.text.Figures;
import org.psopruner.engine.EpochResult;
import org.psopruner.training.Retraining;

/** Shows every epoch as it ends. */
final class EpochProgress implements Retraining.Listener {
  private final int epochs;
  private final ProgressDisplay display;
  private final InstantSource clock;
  private final Instant start;
  private Instant lastEnd;
  private Optional<Mark> first = Optional.empty();

  /** When the first epoch that was told of ended: what is left is told from the pace since then. */
  private record Mark(int epoch, Instant end) {}

  /**
   * @param epochs in all
   */
  EpochProgress(int epochs, ProgressDisplay display, InstantSource clock) {
    this.epochs = epochs;
    this.display = display;
    this.clock = clock;
    this.start = clock.instant();
    this.lastEnd = start;
  }

  @Override
  public void epochEnded(Retraining.Epoch ended, Retraining.Epoch best, String note) {
    Instant now = clock.instant();
    String place = "epoch %d/%d".formatted(ended.epoch(), epochs);
    String validation =
        "validation %s, best %s"
            .formatted(
                Figures.accuracy(ended.validationAccuracy()),
                Figures.accuracy(best.validationAccuracy()));
    String training =
        ended.training().map(result -> training(result, Duration.between(lastEnd, now))).orElse("");
    display.show(
        new Progress(
            place + training + "  " + validation + (note.isEmpty() ? "" : "  " + note),
            place + "  " + validation,
            timing(ended, now)));
    lastEnd = now;
  }

  /**
   * @param duration of the whole epoch, with its validation
   */
  private static String training(EpochResult result, Duration duration) {
    return String.format(
        Locale.ROOT,
        "  %.0f images/s  loss %.4f  train %s",
        result.images() / Math.max(1e-3, duration.toMillis() / 1e3),
        result.loss(),
        Figures.accuracy(result.accuracy()));
  }

  private String timing(Retraining.Epoch ended, Instant now) {
    String gone = "elapsed " + Figures.time(Duration.between(start, now));
    if (first.isEmpty()) {
      first = Optional.of(new Mark(ended.epoch(), now));
      return gone;
    }
    Mark mark = first.get();
    Duration left =
        Duration.between(mark.end(), now)
            .multipliedBy(epochs - ended.epoch())
            .dividedBy(Math.max(1, ended.epoch() - mark.epoch()));
    return gone + ", left ~" + Figures.time(left);
  }
}
