package org.psopruner.pruning.structure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;

/** The channels that a pruned network keeps, for every channel group. */
public final class Structure {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SortedMap<String, List<Integer>> kept;

  private Structure(SortedMap<String, List<Integer>> kept) {
    this.kept = Collections.unmodifiableSortedMap(kept);
  }

  /**
   * A structure of these channels.
   *
   * @param kept by channel group: indices from 0, at least one, none twice, in any order
   * @throws InvalidStructureException if a group keeps nothing, or an index is below 0 or there
   *     twice
   */
  public static Structure of(Map<String, ? extends Collection<Integer>> kept) {
    SortedMap<String, List<Integer>> sorted = new TreeMap<>();
    kept.forEach((group, channels) -> sorted.put(group, sorted(group, channels)));
    return new Structure(sorted);
  }

  private static List<Integer> sorted(String group, Collection<Integer> channels) {
    if (channels.isEmpty()) {
      throw new InvalidStructureException(
          "the structure keeps no channel of group '" + group + "'; it must keep at least one");
    }
    List<Integer> sorted = channels.stream().distinct().sorted().toList();
    if (sorted.size() != channels.size() || sorted.get(0) < 0) {
      throw new InvalidStructureException(
          "the structure's channels of group '%s' must be different numbers from 0, not %s"
              .formatted(group, channels));
    }
    return sorted;
  }

  /** The structure that keeps every channel. */
  public static Structure full(ChannelGroups groups) {
    return of(
        groups.groups().stream()
            .collect(
                Collectors.toMap(
                    ChannelGroup::id, group -> IntStream.range(0, group.size()).boxed().toList())));
  }

  /** By group: the kept channels, ascending. */
  public SortedMap<String, List<Integer>> kept() {
    return kept;
  }

  /**
   * The kept channels of a group, ascending.
   *
   * @throws InvalidStructureException if the structure has no such group
   */
  public List<Integer> kept(String group) {
    List<Integer> channels = kept.get(group);
    if (channels == null) {
      throw new InvalidStructureException("the structure has no channel group '" + group + "'");
    }
    return channels;
  }

  /** How many channels of a group are kept. */
  public int keptCount(String group) {
    return kept(group).size();
  }

  /**
   * For each group, in order, whether each of its channels is kept.
   *
   * @throws InvalidStructureException if this is no structure of these groups
   */
  public boolean[][] flags(ChannelGroups groups) {
    if (kept.size() != groups.size()) {
      throw new InvalidStructureException(
          "the structure has %d channel groups, the network has %d"
              .formatted(kept.size(), groups.size()));
    }
    return groups.groups().stream().map(this::flags).toArray(boolean[][]::new);
  }

  private boolean[] flags(ChannelGroup group) {
    boolean[] flags = new boolean[group.size()];
    for (int channel : kept(group.id())) {
      if (channel >= flags.length) {
        throw new InvalidStructureException(
            "the structure keeps channel %d of group '%s', whose channels are 0 to %d"
                .formatted(channel, group.id(), flags.length - 1));
      }
      flags[channel] = true;
    }
    return flags;
  }

  /** One text for one structure, for hashing: a JSON object, groups by name, channels ascending. */
  public String canonicalForm() {
    return JSON.valueToTree(kept).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Structure structure && kept.equals(structure.kept);
  }

  @Override
  public int hashCode() {
    return kept.hashCode();
  }

  @Override
  public String toString() {
    return kept.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().size())
        .collect(Collectors.joining(", ", "Structure[", "]"));
  }
}
