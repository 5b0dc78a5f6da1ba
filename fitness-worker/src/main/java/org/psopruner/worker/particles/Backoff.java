package org.psopruner.worker.particles;

import java.time.Duration;

/** Pauses between attempts that fail: each twice as long as the one before, up to a longest one. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /**
   * @param first above zero
   * @param longest at least {@code first}
   */
  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause after one more failure. */
  Duration next() {
    Duration pause = next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return pause;
  }

  /** An attempt succeeded. */
  void reset() {
    next = first;
  }
}
