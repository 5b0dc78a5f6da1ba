package org.psopruner.retrainer.registration;

import java.time.Duration;

/** Pauses that grow twofold, up to a limit. For one thread. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final Duration longest;
  private Duration next;

  Backoff(Duration longest) {
    this.longest = longest;
    reset();
  }

  /** The next pause. */
  Duration next() {
    Duration pause = next;
    next = shorter(next.multipliedBy(2), longest);
    return pause;
  }

  /** After something went well. */
  void reset() {
    next = shorter(FIRST, longest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
