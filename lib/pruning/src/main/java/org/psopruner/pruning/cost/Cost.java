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
 */
public record Cost(long parameters, long macs, long bytes) {
  /** The cost of a whole network. */
  public static Cost of(Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    return new CostModel(network, groups).whole();
  }
}
