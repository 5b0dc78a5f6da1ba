package org.psopruner.pruning.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Builds small networks with random weights. Each method adds a layer and gives its name back. */
public final class NetworkBuilder {
  /** The name of the image. */
  public static final String IMAGE = "image";

  private final Random random;
  private final Shape image;
  private final List<Layer> layers = new ArrayList<>();

  public NetworkBuilder(long seed, int channels, int height, int width) {
    this.random = new Random(seed);
    this.image = new Shape(channels, height, width);
  }

  /** A 3×3 convolution with bias that leaves height and width as they are. */
  public String convolution(String name, String input, int filters) {
    return convolution(name, input, filters, 3, 1, 1, 1);
  }

  public String convolution(
      String name, String input, int filters, int size, int stride, int padding, int groups) {
    return add(
        new Layer.Convolution(
            name,
            input,
            random(filters, shape(input).channels() / groups, size, size),
            Optional.of(random(filters)),
            Window.square(size, stride, padding),
            groups));
  }

  /** A 3×3 depthwise convolution without bias. */
  public String depthwise(String name, String input, int multiplier) {
    int channels = shape(input).channels();
    return add(
        new Layer.Convolution(
            name,
            input,
            random(channels * multiplier, 1, 3, 3),
            Optional.empty(),
            Window.square(3, 1, 1),
            channels));
  }

  /** A batch norm whose output for a zero is not zero. */
  public String norm(String name, String input) {
    int channels = shape(input).channels();
    float[] variance = new float[channels];
    for (int c = 0; c < channels; c++) {
      variance[c] = 0.5f + random.nextFloat();
    }
    return add(
        new Layer.BatchNorm(
            name,
            input,
            random(channels),
            random(channels),
            random(channels),
            Tensor.vector(variance),
            1e-5f));
  }

  public String activation(String name, String input, Layer.Activation.Function function) {
    float alpha = function == Layer.Activation.Function.LEAKY_RELU ? 0.1f : 0;
    return add(new Layer.Activation(name, input, function, alpha));
  }

  public String relu(String name, String input) {
    return activation(name, input, Layer.Activation.Function.RELU);
  }

  public String pool(String name, String input, Layer.Pooling.Kind kind, Window window) {
    return add(new Layer.Pooling(name, input, kind, window, false));
  }

  /** The maximum over 2×2 pixels. */
  public String halve(String name, String input) {
    return pool(name, input, Layer.Pooling.Kind.MAX, Window.square(2, 2, 0));
  }

  public String average(String name, String input) {
    return add(new Layer.GlobalAveragePooling(name, input));
  }

  public String sum(String name, String... inputs) {
    return add(new Layer.Add(name, List.of(inputs)));
  }

  public String join(String name, String... inputs) {
    return add(new Layer.Concat(name, List.of(inputs)));
  }

  public String flatten(String name, String input) {
    return add(new Layer.Flatten(name, input));
  }

  public String dense(String name, String input, int units) {
    return add(
        new Layer.Dense(
            name, input, random(units, shape(input).channels()), Optional.of(random(units))));
  }

  public String softmax(String name, String input) {
    return add(new Layer.Softmax(name, input));
  }

  /** The size of a layer's output, or of the image. */
  public Shape shape(String name) {
    return name.equals(IMAGE) ? image : network(name).shape(name);
  }

  /** The network up to now. */
  public Network network(String output) {
    return new Network(IMAGE, image, layers, output);
  }

  private String add(Layer layer) {
    layers.add(layer);
    return layer.name();
  }

  private Tensor random(int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float most = (float) Math.sqrt(3.0 * shape[0] / size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = most * (2 * random.nextFloat() - 1);
    }
    return Tensor.of(values, shape);
  }
}
