package org.psopruner.pruning.groups;

import java.util.List;

/**
 * Channels that can be removed, and the filters that make each of them. A plain chain has one group
 * for each convolution; a residual add ties the filters of all that it sums into one group. Every
 * member makes every channel of its group, so that no member loses its last filter while the group
 * keeps a channel.
 *
 * @param id the name of the first layer that makes its channels; where that layer's filters begin
 *     in another group, with the number of the first of them that is in this one: {@code conv3[16]}
 * @param size how many channels it has, at least 1
 * @param members the layers that make its channels, in network order
 */
public record ChannelGroup(String id, int size, List<Member> members) {
  public ChannelGroup {
    members = List.copyOf(members);
  }

  /**
   * A convolution or dense layer that makes the channels of a group. (A depthwise convolution makes
   * none: its filters go with the channels that they read.)
   *
   * @param layer its name
   * @param filters for each channel of the group, the filters (units) of this layer that make it:
   *     one as a rule, equally many for every channel
   */
  public record Member(String layer, List<List<Integer>> filters) {
    public Member {
      filters = filters.stream().map(List::copyOf).toList();
    }
  }
}
