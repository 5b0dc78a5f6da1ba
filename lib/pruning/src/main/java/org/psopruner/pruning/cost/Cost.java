package org.psopruner.pruning.cost;

import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;

/**
 * What a network costs.
 *
 * @param parameters as PyTorch counts them: weights, biases, batch norm's scale and shift
 * @param macs multiply-accumulates of convolutions and dense layers for one image
 * @param bytes of all weights as float32, batch norm's running statistics included; a file adds its
 *     container
 * @param millis that an image takes, estimated from a {@link LatencyTable}; 0 where there is none
 */
public record Cost(long parameters, long macs, long bytes, double millis) {
  /** Where no times were measured. */
  public Cost(long parameters, long macs, long bytes) {
    this(parameters, macs, bytes, 0);
  }

  /** The cost of a whole network. */
  public static Cost of(Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    return new CostModel(network, groups).whole();
  }
}
