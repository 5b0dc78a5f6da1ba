package org.psopruner.pruning.surgery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * Folds batch norms into the convolutions and dense layers whose outputs they alone read. In
 * inference a batch norm is a factor and an offset per channel, {@code y = f · (x − mean) + shift}
 * with {@code f = scale / √(variance + epsilon)}, so the weights before it can take the factor and
 * the bias the rest (Jacob et al. 2018, section 3.2). Outputs stay what they are but for rounding.
 */
public final class BatchNormFolding {
  private BatchNormFolding() {}

  /**
   * The network without the batch norms that can be folded. A layer that takes one in takes its
   * name and place, too, so that what read the batch norm reads the layer.
   */
  public static Network fold(Network network) {
    Map<String, Layer> replacements = new HashMap<>();
    for (Layer layer : network.layers()) {
      onlyReader(network, layer)
          .flatMap(norm -> folded(layer, norm))
          .ifPresent(replacement -> replacements.put(replacement.name(), replacement));
    }
    List<Layer> layers =
        network.layers().stream()
            .filter(layer -> !isFolded(network, layer, replacements))
            .map(layer -> replacements.getOrDefault(layer.name(), layer))
            .toList();
    return network.withLayers(layers);
  }

  private static boolean isFolded(Network network, Layer layer, Map<String, Layer> replacements) {
    return onlyReader(network, layer)
        .map(norm -> replacements.containsKey(norm.name()))
        .orElse(false);
  }

  private static Optional<Layer.BatchNorm> onlyReader(Network network, Layer layer) {
    List<Layer> readers = network.consumers(layer.name());
    return readers.size() == 1
            && readers.get(0) instanceof Layer.BatchNorm norm
            && !layer.name().equals(network.outputName())
        ? Optional.of(norm)
        : Optional.empty();
  }

  private static Optional<Layer> folded(Layer layer, Layer.BatchNorm norm) {
    if (layer instanceof Layer.Convolution convolution) {
      return Optional.of(
          new Layer.Convolution(
              norm.name(),
              convolution.input(),
              weights(convolution.weights(), norm),
              Optional.of(bias(convolution.bias(), norm)),
              convolution.window(),
              convolution.groups()));
    } else if (layer instanceof Layer.Dense dense) {
      return Optional.of(
          new Layer.Dense(
              norm.name(),
              dense.input(),
              weights(dense.weights(), norm),
              Optional.of(bias(dense.bias(), norm))));
    }
    return Optional.empty();
  }

  private static double factor(Layer.BatchNorm norm, int channel) {
    return norm.scale().get(channel)
        / Math.sqrt((double) norm.variance().get(channel) + norm.epsilon());
  }

  /** The first axis is that of the channels which the batch norm reads. */
  private static Tensor weights(Tensor weights, Layer.BatchNorm norm) {
    float[] values = weights.toArray();
    int each = values.length / norm.channels();
    for (int channel = 0; channel < norm.channels(); channel++) {
      double factor = factor(norm, channel);
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        values[i] = (float) (values[i] * factor);
      }
    }
    return Tensor.of(values, weights.shape().stream().mapToInt(i -> i).toArray());
  }

  private static Tensor bias(Optional<Tensor> bias, Layer.BatchNorm norm) {
    float[] values = new float[norm.channels()];
    for (int channel = 0; channel < values.length; channel++) {
      double before = bias.isPresent() ? bias.get().get(channel) : 0;
      values[channel] =
          (float)
              (factor(norm, channel) * (before - norm.mean().get(channel))
                  + norm.shift().get(channel));
    }
    return Tensor.vector(values);
  }
}
