package org.psopruner.cli.bench.scaling;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * Which evaluations go to idle workers as well: the coordinator's rule and its defaults. They run
 * for more than twice the median of the last ones and for more than 10 s, and were published once.
 * In virtual seconds, which are no whole milliseconds as the coordinator's are; a test asks both.
 */
final class Stragglers {
  /** The coordinator looks so often. */
  static final double LOOK = 1;

  private static final double SHORTEST = 10;
  private static final double MEDIANS = 2;
  private static final int FEWEST_REMEMBERED = 101;
  private static final int TIMES_OUT = 2;
  private static final int FEWEST = 3;

  private final Queue<Double> durations = new ArrayDeque<>();
  private int remembered = FEWEST_REMEMBERED;

  /**
   * Learns what an evaluation took.
   *
   * @param out how many were out, this one among them
   */
  void learn(double duration, int out) {
    remembered = Math.max(remembered, TIMES_OUT * out);
    if (durations.size() == remembered) {
      durations.remove();
    }
    durations.add(duration);
  }

  /**
   * The slowest, the one that was taken first at the front.
   *
   * @param limit at most so many
   */
  List<Work> among(Collection<Work> taken, double now, int limit) {
    if (limit == 0 || durations.size() < FEWEST) {
      return List.of();
    }
    List<Double> sorted = durations.stream().sorted().toList();
    double patience = Math.max(SHORTEST, MEDIANS * sorted.get(sorted.size() / 2));
    return taken.stream()
        .filter(work -> !work.isPublishedAgain() && now - work.takenAt() > patience)
        .sorted(Comparator.comparingDouble(Work::takenAt))
        .limit(limit)
        .toList();
  }
}
