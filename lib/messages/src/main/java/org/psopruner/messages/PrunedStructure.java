package org.psopruner.messages;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The channels that a pruned network keeps.
 *
 * @param kept by channel group: the indices of the kept channels, ascending, at least one
 */
public record PrunedStructure(SortedMap<String, List<Integer>> kept) {
  public PrunedStructure {
    Require.present("kept", kept);
    TreeMap<String, List<Integer>> copy = new TreeMap<>();
    kept.forEach(
        (group, channels) -> {
          String field = "kept." + group;
          List<Integer> indices = Require.each(field, channels, c -> c >= 0, "at least 0");
          Require.that(!indices.isEmpty(), field, indices, "at least one channel");
          for (int i = 1; i < indices.size(); i++) {
            Require.that(
                indices.get(i - 1) < indices.get(i),
                field + "[" + i + "]",
                indices.get(i),
                "above the channel before it, " + indices.get(i - 1));
          }
          copy.put(group, indices);
        });
    kept = Collections.unmodifiableSortedMap(copy);
  }
}
