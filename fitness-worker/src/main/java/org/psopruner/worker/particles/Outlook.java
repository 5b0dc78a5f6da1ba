package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** How long the particle in hand may still take, judged by the last ones. Any thread may ask. */
final class Outlook {
  private static final int REMEMBERED = 8;

  private final Queue<Duration> last = new ArrayDeque<>();

  /** Learns how long a particle took. */
  synchronized void add(Duration time) {
    if (last.size() == REMEMBERED) {
      last.remove();
    }
    last.add(time);
  }

  /**
   * Whether a particle is likely to be done in time. Of the first one, nothing is known; one that
   * takes longer than any of the last ones may take longer still.
   *
   * @param worked for how long it was worked on
   * @param time what is left
   */
  synchronized boolean isDoneWithin(Duration worked, Duration time) {
    return last.stream()
        .max(Duration::compareTo)
        .filter(longest -> longest.compareTo(worked) >= 0)
        .filter(longest -> longest.minus(worked).compareTo(time) <= 0)
        .isPresent();
  }
}
