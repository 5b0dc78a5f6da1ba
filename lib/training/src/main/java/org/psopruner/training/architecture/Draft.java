package org.psopruner.training.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/**
 * A network that is being drawn. Each method adds a layer that reads the named one and gives its
 * own name back.
 *
 * <p>Weights are normal with mean 0 and a variance of 2 ÷ inputs of a filter, which keeps the
 * variance from layer to layer where a ReLU follows (He et al. 2015, equation 10), or 1 ÷ inputs
 * where none does. Biases are 0; a batch norm begins as the identity.
 */
final class Draft {
  static final String IMAGE = "image";

  private static final String LOGITS = "logits";
  private static final float EPSILON = 1e-5f;

  private final Random random;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  Draft(Shape image, long seed) {
    this.random = new Random(seed);
    shapes.put(IMAGE, image);
  }

  /** A convolution of odd size, padded so that stride 1 leaves height and width as they are. */
  String convolution(String name, String input, int filters, int size, int stride, boolean bias) {
    Shape in = shapes.get(input);
    int fanIn = in.channels() * size * size;
    return add(
        new Layer.Convolution(
            name,
            input,
            normal(2.0 / fanIn, filters, in.channels(), size, size),
            bias ? Optional.of(Tensor.filled(0, filters)) : Optional.empty(),
            Window.square(size, stride, size / 2),
            1),
        new Shape(
            filters, (in.height() + stride - 1) / stride, (in.width() + stride - 1) / stride));
  }

  String norm(String name, String input) {
    Shape in = shapes.get(input);
    Tensor zeros = Tensor.filled(0, in.channels());
    Tensor ones = Tensor.filled(1, in.channels());
    return add(new Layer.BatchNorm(name, input, ones, zeros, zeros, ones, EPSILON), in);
  }

  String relu(String name, String input) {
    return add(
        new Layer.Activation(name, input, Layer.Activation.Function.RELU, 0), shapes.get(input));
  }

  /** The largest of each 2×2 pixels. */
  String halved(String name, String input) {
    Shape in = shapes.get(input);
    return add(
        new Layer.Pooling(name, input, Layer.Pooling.Kind.MAX, Window.square(2, 2, 0), false),
        new Shape(in.channels(), in.height() / 2, in.width() / 2));
  }

  String globalAverage(String name, String input) {
    return add(
        new Layer.GlobalAveragePooling(name, input), new Shape(shapes.get(input).channels(), 1, 1));
  }

  String sum(String name, String one, String other) {
    return add(new Layer.Add(name, List.of(one, other)), shapes.get(one));
  }

  String flattened(String name, String input) {
    return add(new Layer.Flatten(name, input), new Shape(shapes.get(input).size(), 1, 1));
  }

  /** A dense layer that a ReLU will follow. */
  String hidden(String name, String input, int units) {
    return dense(name, input, units, 2);
  }

  /** The network, ended by a dense layer with one unit a class. */
  Network classifying(String input, int classes) {
    dense(LOGITS, input, classes, 1);
    return new Network(IMAGE, shapes.get(IMAGE), layers, LOGITS);
  }

  /** How many channels a layer gives. */
  int channels(String layer) {
    return shapes.get(layer).channels();
  }

  private String dense(String name, String input, int units, double gain) {
    int inputs = shapes.get(input).size();
    return add(
        new Layer.Dense(
            name,
            input,
            normal(gain / inputs, units, inputs),
            Optional.of(Tensor.filled(0, units))),
        new Shape(units, 1, 1));
  }

  private String add(Layer layer, Shape output) {
    layers.add(layer);
    shapes.put(layer.name(), output);
    return layer.name();
  }

  private Tensor normal(double variance, int... shape) {
    int size = 1;
    for (int axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    double deviation = Math.sqrt(variance);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Tensor.of(values, shape);
  }
}
