package org.psopruner.pruning.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Network;

/**
 * The channel groups of a network, found from its graph: for chains, residual and depthwise blocks
 * and joins alike, without a rule for any architecture. Channels are in one group if the same
 * layers make them. Not in a group, and never removed, are the channels of the image, the classes,
 * the channels into and out of a grouped convolution that is not depthwise, those that a softmax
 * reads, and every channel that is tied to one of these.
 */
public final class ChannelGroups {
  private final List<ChannelGroup> groups;

  /** For each layer and the input, by name: the channel at each place of its output. */
  private final Map<String, int[]> places = new HashMap<>();

  /** Where each channel that is in a group is to be found. */
  private final Map<Integer, Member> members = new HashMap<>();

  private record Member(int group, int channel) {}

  private ChannelGroups(Network network, ChannelTrace trace) {
    Map<Integer, Map<String, List<Integer>>> makers = makers(trace);
    Map<Map<String, Integer>, List<Integer>> sets =
        makers.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    channel -> layers(makers.get(channel)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<ChannelGroup> found = new ArrayList<>();
    for (List<Integer> channels : sets.values()) {
      for (int i = 0; i < channels.size(); i++) {
        members.put(channels.get(i), new Member(found.size(), i));
      }
      found.add(group(channels.stream().map(makers::get).toList()));
    }
    groups = List.copyOf(found);
    places.put(network.inputName(), trace.channelsOf(network.inputName()));
    network.layers().forEach(l -> places.put(l.name(), trace.channelsOf(l.name())));
  }

  /** The groups of a network, in the order of their first layers. */
  public static ChannelGroups of(Network network) {
    return new ChannelGroups(network, new ChannelTrace(network));
  }

  /** For each channel that can go, in order of its first filter: by layer, the filters of it. */
  private static Map<Integer, Map<String, List<Integer>>> makers(ChannelTrace trace) {
    Map<Integer, Map<String, List<Integer>>> makers = new LinkedHashMap<>();
    trace
        .made()
        .forEach(
            (layer, channels) -> {
              for (int filter = 0; filter < channels.length; filter++) {
                if (!trace.isFixed(channels[filter])) {
                  makers
                      .computeIfAbsent(channels[filter], c -> new LinkedHashMap<>())
                      .computeIfAbsent(layer, l -> new ArrayList<>())
                      .add(filter);
                }
              }
            });
    return makers;
  }

  /** Which layers make a channel, with how many filters each: the mark of its group. */
  private static Map<String, Integer> layers(Map<String, List<Integer>> filters) {
    return filters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().size()));
  }

  private static ChannelGroup group(List<Map<String, List<Integer>>> channels) {
    List<ChannelGroup.Member> members =
        channels.get(0).keySet().stream()
            .map(l -> new ChannelGroup.Member(l, channels.stream().map(c -> c.get(l)).toList()))
            .toList();
    ChannelGroup.Member first = members.get(0);
    int filter = first.filters().get(0).get(0);
    String id = filter == 0 ? first.layer() : "%s[%d]".formatted(first.layer(), filter);
    return new ChannelGroup(id, channels.size(), members);
  }

  /** All groups, in the order of their first layers. */
  public List<ChannelGroup> groups() {
    return groups;
  }

  /** For each group, in order, how many channels it has. */
  public int[] sizes() {
    return groups.stream().mapToInt(ChannelGroup::size).toArray();
  }

  /** How many groups: the dimensions of a particle. */
  public int size() {
    return groups.size();
  }

  /**
   * The places of a layer's output (or of the input) that stay: channels, or features after a
   * flatten.
   *
   * @param kept for each group, in order, whether each of its channels is kept
   * @return indices into the layer's output, ascending
   */
  public int[] keptPlaces(String value, boolean[][] kept) {
    int[] channels = places.get(value);
    return IntStream.range(0, channels.length).filter(i -> isKept(channels[i], kept)).toArray();
  }

  private boolean isKept(int channel, boolean[][] kept) {
    Member member = members.get(channel);
    return member == null || kept[member.group()][member.channel()];
  }

  /** How many places of a layer's output (or of the input) stay, for any structure. */
  public Width width(String value) {
    int[] taken = new int[groups.size()];
    int fixed = 0;
    for (int channel : places.get(value)) {
      Member member = members.get(channel);
      if (member == null) {
        fixed++;
      } else {
        taken[member.group()]++;
      }
    }
    // The same layers make all channels of a group, so each takes equally many places.
    Arrays.setAll(taken, g -> taken[g] / groups.get(g).size());
    return new Width(fixed, taken);
  }
}
