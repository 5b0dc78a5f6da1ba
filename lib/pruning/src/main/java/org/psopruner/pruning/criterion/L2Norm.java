package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/**
 * The Euclidean norm of a filter's weights (He et al., "Soft Filter Pruning for Accelerating Deep
 * Convolutional Neural Networks", IJCAI 2018). Where several layers make one channel, it is the
 * norm of all that goes with it.
 */
public record L2Norm() implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    double[] values = new double[group.size()];
    FilterWeights.forEach(
        network, group, (channel, weight) -> values[channel] += (double) weight * weight);
    for (int channel = 0; channel < values.length; channel++) {
      values[channel] = Math.sqrt(values[channel]);
    }
    return values;
  }
}
