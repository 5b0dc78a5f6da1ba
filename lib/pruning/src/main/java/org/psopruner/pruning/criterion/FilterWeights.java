package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * The weights of the filters that make each channel of a group. Where several layers make one
 * channel, as before a residual add, the weights of all of them count: they go together. A
 * depthwise filter that goes with a channel does not count, as it only passes the channel on; nor
 * does a bias.
 */
final class FilterWeights {
  private FilterWeights() {}

  /** Takes a weight of a channel. */
  @FunctionalInterface
  interface Visitor {
    void visit(int channel, float weight);
  }

  /** Visits all weights, those of one channel always in the same order. */
  static void forEach(Network network, ChannelGroup group, Visitor visitor) {
    for (ChannelGroup.Member member : group.members()) {
      Tensor weights = of(network.layer(member.layer()));
      int filterSize = weights.size() / weights.dim(0);
      for (int channel = 0; channel < group.size(); channel++) {
        for (int filter : member.filters().get(channel)) {
          for (int i = filter * filterSize; i < (filter + 1) * filterSize; i++) {
            visitor.visit(channel, weights.get(i));
          }
        }
      }
    }
  }

  /** All weights of each channel as one vector: {@code [channels][weights of a channel]}. */
  static float[][] vectors(Network network, ChannelGroup group) {
    int[] sizes = new int[group.size()];
    forEach(network, group, (channel, weight) -> sizes[channel]++);
    float[][] vectors = new float[group.size()][sizes[0]];
    int[] next = new int[group.size()];
    forEach(network, group, (channel, weight) -> vectors[channel][next[channel]++] = weight);
    return vectors;
  }

  private static Tensor of(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution.weights();
    } else if (layer instanceof Layer.Dense dense) {
      return dense.weights();
    }
    throw new IllegalArgumentException("layer '" + layer.name() + "' has no filters");
  }
}
