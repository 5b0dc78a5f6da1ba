package org.psopruner.coordinator.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What the last evaluations of one stage of an experiment took. At the end of a synchronous
 * iteration the last scores are those of the slowest workers, so that many are remembered where
 * many are out at once.
 */
final class Durations {
  private static final int FEWEST_REMEMBERED = 101;
  private static final int TIMES_OUT = 2;

  /** Of fewer, the median says little. */
  private static final int FEWEST = 3;

  /** No evaluation takes longer; and who says so shall not have the arithmetic of times fail. */
  private static final long LONGEST = Duration.ofDays(30).toMillis();

  private final int stage;
  private final Queue<Long> millis = new ArrayDeque<>();
  private int remembered = FEWEST_REMEMBERED;

  Durations(int stage) {
    this.stage = stage;
  }

  int stage() {
    return stage;
  }

  /**
   * @param out how many evaluations of the experiment were out, this one among them
   */
  void add(long duration, int out) {
    remembered = Math.max(remembered, TIMES_OUT * out);
    if (millis.size() == remembered) {
      millis.remove();
    }
    millis.add(Math.min(duration, LONGEST));
  }

  /** The median, once some are known. */
  Optional<Duration> median() {
    if (millis.size() < FEWEST) {
      return Optional.empty();
    }
    List<Long> sorted = millis.stream().sorted().toList();
    return Optional.of(Duration.ofMillis(sorted.get(sorted.size() / 2)));
  }
}
