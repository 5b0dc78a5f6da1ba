package org.psopruner.coordinator.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A list that grows at its end and forgets its beginning: what stands at an offset stays there. Not
 * for use by several threads at once.
 */
final class Recent<T> {
  private final int most;
  private final BiConsumer<Integer, T> forgetting;
  private final TreeMap<Integer, T> items = new TreeMap<>();
  private int total;

  /**
   * @param most how many are remembered, at least 1
   * @param forgetting is told what is forgotten, and where it stood
   */
  Recent(int most, BiConsumer<Integer, T> forgetting) {
    this.most = most;
    this.forgetting = forgetting;
  }

  /** Adds at the end, and tells the offset there. */
  int add(T item) {
    items.put(total, item);
    if (items.size() > most) {
      Map.Entry<Integer, T> oldest = items.pollFirstEntry();
      forgetting.accept(oldest.getKey(), oldest.getValue());
    }
    return total++;
  }

  /** What stands at an offset; empty if that was forgotten. */
  Optional<T> get(int offset) {
    return Optional.ofNullable(items.get(offset));
  }

  /** Puts another one at an offset; what was forgotten stays so. */
  void replace(int offset, T item) {
    items.computeIfPresent(offset, (there, before) -> item);
  }

  /**
   * A part of it.
   *
   * @param offset of the first; empty for the last ones
   * @param limit how many at most
   */
  Part<T> part(Optional<Integer> offset, int limit) {
    int first = Math.max(forgotten(), offset.orElse(Math.max(0, total - limit)));
    return new Part<>(
        total, forgotten(), first, items.tailMap(first).values().stream().limit(limit).toList());
  }

  private int forgotten() {
    return total - items.size();
  }

  /**
   * A part of such a list.
   *
   * @param total how many there were by now
   * @param forgotten how many of them, the oldest, are not remembered
   * @param offset of the first of these
   */
  record Part<T>(int total, int forgotten, int offset, List<T> items) {}
}
