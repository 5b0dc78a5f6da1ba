package org.psopruner.cli.inspect;

import java.util.Locale;
import java.util.Optional;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/**
 * A layer for the eye.
 *
 * @param kind such as {@code convolution 3x3}
 * @param output the size of one image's output: channels x height x width
 * @param group the channel group of the channels that it makes; empty if it makes none that could
 *     go
 * @param parameters as {@link org.psopruner.pruning.cost.Cost} counts them, as are {@code macs}
 */
record LayerRow(
    String name,
    String kind,
    String output,
    int channels,
    Optional<String> group,
    long parameters,
    long macs) {
  static LayerRow of(Network network, ChannelGroups groups, Layer layer) {
    Optional<String> group =
        groups.groups().stream()
            .filter(g -> g.members().stream().anyMatch(m -> m.layer().equals(layer.name())))
            .map(g -> g.id())
            .findFirst();
    return new LayerRow(
        layer.name(),
        kind(layer),
        text(network.shape(layer.name())),
        network.shape(layer.name()).channels(),
        group,
        parameters(layer),
        macs(network, layer));
  }

  /** {@code 64x16x16}: in characters that every terminal has. */
  static String text(Shape shape) {
    return "%dx%dx%d".formatted(shape.channels(), shape.height(), shape.width());
  }

  private static String kind(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      String kind =
          convolution.groups() == 1
              ? "convolution"
              : convolution.groups() == convolution.inputChannels()
                  ? "depthwise convolution"
                  : "convolution of " + convolution.groups() + " groups";
      return kind + size(convolution.window());
    } else if (layer instanceof Layer.Pooling pooling) {
      return words(pooling.kind()) + " pooling" + size(pooling.window());
    } else if (layer instanceof Layer.Activation activation) {
      return words(activation.function());
    } else if (layer instanceof Layer.BatchNorm) {
      return "batch norm";
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      return "global average pooling";
    }
    return layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String size(Window window) {
    String stride =
        window.strideY() == 1 && window.strideX() == 1
            ? ""
            : " /" + Math.max(window.strideY(), window.strideX());
    return " %dx%d%s".formatted(window.height(), window.width(), stride);
  }

  private static long parameters(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution.weights().size() + size(convolution.bias());
    } else if (layer instanceof Layer.Dense dense) {
      return dense.weights().size() + size(dense.bias());
    } else if (layer instanceof Layer.BatchNorm norm) {
      return 2L * norm.channels();
    }
    return 0;
  }

  private static long size(Optional<Tensor> bias) {
    return bias.map(Tensor::size).orElse(0);
  }

  private static long macs(Network network, Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return (long) convolution.weights().size() * network.shape(layer.name()).area();
    }
    return layer instanceof Layer.Dense dense ? dense.weights().size() : 0;
  }
}
