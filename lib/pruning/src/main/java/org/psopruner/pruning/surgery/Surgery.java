package org.psopruner.pruning.surgery;

import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.structure.Structure;

/**
 * Cuts a network down to a structure. The law: the pruned network's output equals the baseline's
 * with the removed channels masked to zero wherever a convolution or a dense layer reads them.
 */
public final class Surgery {
  private final ChannelGroups groups;
  private final boolean[][] kept;

  private Surgery(ChannelGroups groups, Structure structure) {
    this.groups = groups;
    this.kept = structure.flags(groups);
  }

  /**
   * The network without the channels that the structure does not keep: their filters and biases,
   * the batch-norm entries, and the weights that would read them.
   *
   * @param groups of that network
   * @throws org.psopruner.pruning.structure.InvalidStructureException if the structure is not one
   *     of these groups
   */
  public static Network prune(Network network, ChannelGroups groups, Structure structure) {
    Surgery surgery = new Surgery(groups, structure);
    return network.withLayers(network.layers().stream().map(surgery::prune).toList());
  }

  private Layer prune(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return prune(convolution);
    } else if (layer instanceof Layer.BatchNorm norm) {
      int[] channels = groups.keptPlaces(norm.name(), kept);
      return new Layer.BatchNorm(
          norm.name(),
          norm.input(),
          norm.scale().select(0, channels),
          norm.shift().select(0, channels),
          norm.mean().select(0, channels),
          norm.variance().select(0, channels),
          norm.epsilon());
    } else if (layer instanceof Layer.Dense dense) {
      int[] units = groups.keptPlaces(dense.name(), kept);
      int[] features = groups.keptPlaces(dense.input(), kept);
      return new Layer.Dense(
          dense.name(),
          dense.input(),
          dense.weights().select(0, units).select(1, features),
          dense.bias().map(bias -> bias.select(0, units)));
    }
    return layer;
  }

  private Layer prune(Layer.Convolution convolution) {
    int[] filters = groups.keptPlaces(convolution.name(), kept);
    int[] inputs = groups.keptPlaces(convolution.input(), kept);
    boolean depthwise = convolution.isDepthwise();
    // A depthwise filter reads one channel, so its weights have no slices of other channels; a
    // grouped convolution of another kind keeps all its channels.
    boolean plain = convolution.groups() == 1;
    return new Layer.Convolution(
        convolution.name(),
        convolution.input(),
        plain
            ? convolution.weights().select(0, filters).select(1, inputs)
            : convolution.weights().select(0, filters),
        convolution.bias().map(bias -> bias.select(0, filters)),
        convolution.window(),
        depthwise ? inputs.length : convolution.groups());
  }
}
