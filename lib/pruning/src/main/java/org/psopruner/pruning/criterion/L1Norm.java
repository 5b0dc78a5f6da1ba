package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * The sum of a filter's absolute weights (Li et al., "Pruning Filters for Efficient ConvNets", ICLR
 * 2017). Where several layers' filters make one channel, as before a residual add, their norms are
 * summed: all of them go together, so the value is the L1 norm of all that goes. A depthwise filter
 * that goes with a channel does not count: it only passes the channel on.
 */
public final class L1Norm implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    double[] values = new double[group.size()];
    for (ChannelGroup.Member member : group.members()) {
      Tensor weights = weights(network.layer(member.layer()));
      int filterSize = weights.size() / weights.dim(0);
      for (int channel = 0; channel < values.length; channel++) {
        for (int filter : member.filters().get(channel)) {
          for (int i = filter * filterSize; i < (filter + 1) * filterSize; i++) {
            values[channel] += Math.abs(weights.get(i));
          }
        }
      }
    }
    return values;
  }

  private static Tensor weights(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution.weights();
    } else if (layer instanceof Layer.Dense dense) {
      return dense.weights();
    }
    throw new IllegalArgumentException("layer '" + layer.name() + "' has no filters");
  }
}
