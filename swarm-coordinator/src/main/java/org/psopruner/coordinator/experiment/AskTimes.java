package org.psopruner.coordinator.experiment;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.psopruner.coordinator.search.SwarmSearch;

/** When a search asked for what it still awaits. Not for use by several threads at once. */
final class AskTimes {
  private final Deque<Step> steps = new ArrayDeque<>();

  /**
   * @param asked positions that were asked for by then
   */
  private record Step(long asked, Instant at) {}

  /** Learns how far the search is. */
  void add(SwarmSearch search, Instant at) {
    if (steps.isEmpty() || search.asked() > steps.getLast().asked()) {
      steps.add(new Step(search.asked(), at));
    }
    while (steps.size() > 1 && steps.getFirst().asked() <= search.answered()) {
      steps.remove();
    }
  }

  /** When the oldest of what is awaited was asked for. */
  Instant oldest() {
    return steps.getFirst().at();
  }
}
