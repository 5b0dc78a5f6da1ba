package org.psopruner.cli.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/**
 * A network of one layer, of any width, with random weights: how long it takes depends on no value.
 */
final class LayerAlone {
  private static final String IMAGE = "image";
  private static final String POOL = "pool";
  private static final String FLAT = "flat";

  private LayerAlone() {}

  /**
   * A convolution, whose output is averaged, which costs next to nothing and keeps the layout of
   * ONNX Runtime.
   *
   * @param size of the images that it reads in its network
   * @param inputs channels that a filter reads
   * @param outputs filters; a multiple of those of a channel, or of the groups
   */
  static Network of(Layer.Convolution layer, Shape size, int inputs, int outputs) {
    int groups = layer.isDepthwise() ? outputs / filtersOfAChannel(layer) : layer.groups();
    Tensor weights = random(outputs, inputs, layer.window().height(), layer.window().width());
    return new Network(
        IMAGE,
        new Shape(inputs * groups, size.height(), size.width()),
        List.of(
            new Layer.Convolution(
                layer.name(),
                IMAGE,
                weights,
                Optional.of(random(outputs)), // batch norms are folded into it by ONNX Runtime
                layer.window(),
                groups),
            new Layer.GlobalAveragePooling(POOL, layer.name()),
            new Layer.Flatten(FLAT, POOL)),
        FLAT);
  }

  /** Of a depthwise convolution: how many filters read the same channel. */
  static int filtersOfAChannel(Layer.Convolution layer) {
    return layer.filters() / layer.groups();
  }

  /**
   * A dense layer.
   *
   * @param inputs features that it reads
   * @param outputs units
   */
  static Network of(Layer.Dense layer, int inputs, int outputs) {
    return new Network(
        IMAGE,
        new Shape(inputs, 1, 1),
        List.of(
            new Layer.Flatten(FLAT, IMAGE),
            new Layer.Dense(
                layer.name(), FLAT, random(outputs, inputs), Optional.of(random(outputs)))),
        layer.name());
  }

  private static Tensor random(int... shape) {
    List<Integer> sizes = new ArrayList<>();
    int size = 1;
    for (int dim : shape) {
      sizes.add(dim);
      size = Math.multiplyExact(size, dim);
    }
    Random random = new Random(sizes.hashCode());
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(values, shape);
  }
}
