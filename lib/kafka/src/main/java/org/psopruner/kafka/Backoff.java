package org.psopruner.kafka;

import java.time.Duration;

/**
 * Pauses between attempts that fail: each twice as long as the one before, up to a longest one. For
 * one thread.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /**
   * @param first above zero; the longest where that is shorter
   * @param longest above zero
   */
  public Backoff(Duration first, Duration longest) {
    this.first = shorter(first, longest);
    this.longest = longest;
    this.next = this.first;
  }

  /** The pause after one more failure. */
  public Duration next() {
    Duration pause = next;
    next = shorter(next.multipliedBy(2), longest);
    return pause;
  }

  /** An attempt succeeded. */
  public void reset() {
    next = first;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
