package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/** Values the channels of a group: the lower, the sooner a channel goes. */
@FunctionalInterface
public interface Criterion {
  /**
   * The values of a group's channels. Only their order within the group counts.
   *
   * @return one a channel, all finite
   */
  double[] values(Network network, ChannelGroup group);
}
