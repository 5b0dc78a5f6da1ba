package org.psopruner.pruning.onnx;

import java.util.List;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/**
 * A layer while its graph is read, before it is known whether the output needs it and what it will
 * be called.
 *
 * @param source the ONNX name of its output
 * @param wish what it would best be called
 * @param inputs the sources it reads
 * @param layer the layer under the name it would best have, reading sources
 * @param maker makes the layer under other names
 * @param shape of its output
 */
record Draft(
    String source, String wish, List<String> inputs, Layer layer, Maker maker, Shape shape) {
  /** Makes a layer of these names; called more than once. */
  @FunctionalInterface
  interface Maker {
    Layer make(String name, List<String> inputs);
  }

  /** A draft of a layer with one input. */
  static Draft of(String source, String wish, Value.Activation input, Maker maker) {
    Layer layer = maker.make(wish, List.of(input.source()));
    String image = "the input of " + wish;
    Layer alone = maker.make(wish, List.of(image));
    Shape shape = new Network(image, input.shape(), List.of(alone), wish).outputShape();
    return new Draft(source, wish, layer.inputs(), layer, maker, shape);
  }
}
