package org.psopruner.worker.evaluation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the values that were used last. Not safe for use by several threads at once. */
final class RecentlyUsed<K, V> {
  private final int capacity;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity how many are kept, at least 1
   */
  RecentlyUsed(int capacity) {
    this.capacity = capacity;
  }

  /** The value that is kept for the key, or else the one that is now loaded and kept. */
  V get(K key, Supplier<V> load) {
    V kept = values.get(key);
    if (kept != null) {
      return kept;
    }
    // Before the load, so that there is never memory needed for one more.
    makeRoom();
    V loaded = load.get();
    values.put(key, loaded);
    return loaded;
  }

  private void makeRoom() {
    Iterator<K> oldestFirst = values.keySet().iterator();
    while (values.size() >= capacity) {
      oldestFirst.next();
      oldestFirst.remove();
    }
  }
}
