package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/**
 * The sum of a filter's absolute weights (Li et al., "Pruning Filters for Efficient ConvNets", ICLR
 * 2017). Where several layers make one channel, it is the norm of all that goes with it.
 */
public record L1Norm() implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    double[] values = new double[group.size()];
    FilterWeights.forEach(network, group, (channel, weight) -> values[channel] += Math.abs(weight));
    return values;
  }
}
