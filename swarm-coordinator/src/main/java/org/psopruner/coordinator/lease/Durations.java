package org.psopruner.coordinator.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What the last evaluations of an experiment took. */
final class Durations {
  private static final int REMEMBERED = 101;

  /** Of fewer, the median says little. */
  private static final int FEWEST = 3;

  private final Queue<Long> millis = new ArrayDeque<>();

  void add(long duration) {
    if (millis.size() == REMEMBERED) {
      millis.remove();
    }
    millis.add(duration);
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
