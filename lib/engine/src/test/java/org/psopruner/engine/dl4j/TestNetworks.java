package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.psopruner.data.LabelledImages;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Layer.Activation.Function;
import org.psopruner.pruning.network.Layer.Pooling.Kind;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/** Small networks with random weights, one for each kind of layer and what can be set on it. */
final class TestNetworks {
  /** For images of four channels. */
  static final Normalization NORMALIZATION =
      new Normalization(List.of(0.5, 0.4, 0.5, 0.6), List.of(0.25, 0.3, 0.2, 0.25));

  private static final Shape IMAGE = new Shape(4, 7, 6);
  private static final Window SAME = Window.square(3, 1, 1);
  private static final Window UNEVEN = new Window(3, 2, 2, 1, 0, 1, 2, 0);

  private final Random random = new Random(7);

  private TestNetworks() {}

  /** By name; all read a 4×7×6 image. */
  static Map<String, Network> all() {
    TestNetworks make = new TestNetworks();
    Map<String, Network> networks = new LinkedHashMap<>();
    networks.put("convolution", make.ofLayer(make.convolution("l", "c", 5, 5, SAME, 1, true)));
    networks.put(
        "strides", make.ofLayer(make.convolution("l", "c", 5, 5, Window.square(3, 2, 1), 1, true)));
    networks.put(
        "no padding",
        make.ofLayer(make.convolution("l", "c", 5, 5, Window.square(3, 1, 0), 1, true)));
    networks.put("few pixels", make.ofFewPixels(make.convolution("l", "p", 5, 6, SAME, 1, true)));
    networks.put(
        "few pixels, strides",
        make.ofFewPixels(make.convolution("l", "p", 5, 3, Window.square(3, 2, 1), 1, true)));
    networks.put(
        "few pixels, uneven padding",
        make.ofFewPixels(make.convolution("l", "p", 5, 3, UNEVEN, 1, false)));
    networks.put(
        "no bias",
        make.ofLayer(make.convolution("l", "c", 5, 5, Window.square(1, 2, 0), 1, false)));
    networks.put("uneven padding", make.ofLayer(make.convolution("l", "c", 5, 3, UNEVEN, 1, true)));
    networks.put(
        "padded 1×1",
        make.ofLayer(make.convolution("l", "c", 5, 3, Window.square(1, 1, 1), 1, true)));
    networks.put("depthwise", make.ofLayer(make.convolution("l", "c", 5, 5, SAME, 5, true)));
    networks.put(
        "depthwise, uneven", make.ofLayer(make.convolution("l", "c", 5, 5, UNEVEN, 5, false)));
    networks.put(
        "depthwise, two filters", make.ofLayer(make.convolution("l", "c", 5, 10, SAME, 5, true)));
    networks.put("groups", make.ofLayer("c", 6, make.convolution("l", "c", 6, 4, SAME, 2, true)));
    networks.put(
        "groups, uneven", make.ofLayer("c", 6, make.convolution("l", "c", 6, 3, UNEVEN, 3, false)));
    networks.put("batch norm", make.ofLayer(make.norm("l", "c", 5)));
    for (Function function : Function.values()) {
      networks.put(
          function.name(),
          make.ofLayer(
              new Layer.Activation(
                  "l", "c", function, function == Function.LEAKY_RELU ? 0.1f : 0)));
    }
    networks.put("max", make.ofLayer(pool(Kind.MAX, Window.square(2, 2, 0), false)));
    networks.put("max, overlapping", make.ofLayer(pool(Kind.MAX, Window.square(3, 2, 1), false)));
    networks.put("max, uneven", make.ofLayer(pool(Kind.MAX, UNEVEN, false)));
    networks.put("average", make.ofLayer(pool(Kind.AVERAGE, Window.square(2, 2, 0), false)));
    networks.put(
        "average, padding left out",
        make.ofLayer(pool(Kind.AVERAGE, Window.square(3, 2, 1), false)));
    networks.put(
        "average, padding counted", make.ofLayer(pool(Kind.AVERAGE, Window.square(3, 2, 1), true)));
    networks.put("average, uneven left out", make.ofLayer(pool(Kind.AVERAGE, UNEVEN, false)));
    networks.put("average, uneven counted", make.ofLayer(pool(Kind.AVERAGE, UNEVEN, true)));
    networks.put("global", make.ofLayer(new Layer.GlobalAveragePooling("l", "c")));
    networks.put("residual", make.residual());
    networks.put("add to itself", make.ofLayer(new Layer.Add("l", List.of("c", "c", "c"))));
    networks.put("branches", make.branches());
    networks.put("added to a vector", make.vectors(new Layer.Add("l", List.of("g", "v"))));
    networks.put("beside a vector", make.vectors(new Layer.Concat("l", List.of("g", "v", "r"))));
    networks.put(
        "vector as an image",
        make.vectors(make.convolution("l", "v", 5, 3, Window.square(1, 1, 0), 1, true)));
    networks.put("softmax", make.softmax());
    networks.put("small", small(IMAGE, 8, 3));
    return networks;
  }

  /** Convolution, batch norm and ReLU twice, a pool, and a dense layer. */
  static Network small(Shape image, int filters, int classes) {
    TestNetworks make = new TestNetworks();
    return new Network(
        "image",
        image,
        List.of(
            make.convolution("c1", "image", image.channels(), filters, SAME, 1, true),
            make.norm("n1", "c1", filters),
            new Layer.Activation("r1", "n1", Function.RELU, 0),
            new Layer.Pooling("p1", "r1", Kind.MAX, Window.square(2, 2, 0), false),
            make.convolution("c2", "p1", filters, filters, SAME, 1, false),
            make.norm("n2", "c2", filters),
            new Layer.Activation("r2", "n2", Function.RELU, 0),
            new Layer.GlobalAveragePooling("g", "r2"),
            new Layer.Flatten("f", "g"),
            make.dense("d", "f", filters, classes)),
        "d");
  }

  /** Images as the definition says: [n, channels, height, width]. */
  static double[] normalized(LabelledImages images, Normalization normalization) {
    Shape shape = images.shape();
    byte[] pixels = new byte[images.size() * shape.size()];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, pixels, i * shape.size());
    }
    double[] normalized = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int c = i / shape.area() % shape.channels();
      double share = (pixels[i] & 0xFF) / 255.0;
      normalized[i] = (share - normalization.mean().get(c)) / normalization.std().get(c);
    }
    return normalized;
  }

  /** From [n, channels, height, width] to [n, height, width, channels]. */
  static float[] channelsLast(double[] images, Shape shape) {
    float[] turned = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      int image = i / shape.size();
      int channel = i / shape.area() % shape.channels();
      int pixel = i % shape.area();
      turned[image * shape.size() + pixel * shape.channels() + channel] = (float) images[i];
    }
    return turned;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The layer between a convolution, which it reads as "c", and flatten and dense. */
  private Network ofLayer(Layer layer) {
    return ofLayer("c", 5, layer);
  }

  private Network ofLayer(String before, int channels, Layer layer) {
    return ending(List.of(convolution(before, "image", 4, channels, SAME, 1, true), layer), "l");
  }

  /** On 3×3 pixels, which the engine convolves in another way. */
  private Network ofFewPixels(Layer layer) {
    return ending(
        List.of(
            convolution("c", "image", 4, 5, SAME, 1, true),
            new Layer.Pooling("p", "c", Kind.AVERAGE, Window.square(2, 2, 0), false),
            layer),
        "l");
  }

  private Network residual() {
    return ending(
        List.of(
            convolution("c", "image", 4, 5, SAME, 1, false),
            norm("n", "c", 5),
            new Layer.Activation("r", "n", Function.RELU, 0),
            convolution("c2", "r", 5, 5, SAME, 1, false),
            norm("n2", "c2", 5),
            new Layer.Add("a", List.of("n2", "r")),
            new Layer.Activation("l", "a", Function.RELU, 0)),
        "l");
  }

  private Network branches() {
    return ending(
        List.of(
            convolution("c", "image", 4, 5, SAME, 1, true),
            new Layer.Activation("r", "c", Function.TANH, 0),
            new Layer.Activation("s", "r", Function.SIGMOID, 0),
            convolution("b", "image", 4, 3, Window.square(1, 1, 0), 1, true),
            new Layer.Activation("dead end", "b", Function.SWISH, 0),
            new Layer.Concat("l", List.of("s", "b", "r", "s"))),
        "l");
  }

  /** The layer where "g", an image of one pixel, meets "v" and "r", which are vectors. */
  private Network vectors(Layer layer) {
    return ending(
        List.of(
            convolution("c", "image", 4, 5, SAME, 1, true),
            new Layer.GlobalAveragePooling("g", "c"),
            new Layer.Flatten("f", "c"),
            dense("v", "f", 5 * IMAGE.area(), 5),
            new Layer.Activation("r", "v", Function.RELU, 0),
            layer),
        "l");
  }

  private Network softmax() {
    Network logits = ofLayer(new Layer.Activation("l", "c", Function.RELU, 0));
    List<Layer> layers = new ArrayList<>(logits.layers());
    layers.add(new Layer.Softmax("probabilities", logits.outputName()));
    return new Network("image", IMAGE, layers, "probabilities");
  }

  private Network ending(List<Layer> start, String last) {
    Network body = new Network("image", IMAGE, start, last);
    List<Layer> layers = new ArrayList<>(start);
    layers.add(new Layer.Flatten("flat", last));
    layers.add(dense("logits", "flat", body.outputShape().size(), 3));
    return new Network("image", IMAGE, layers, "logits");
  }

  private static Layer pool(Kind kind, Window window, boolean countPadding) {
    return new Layer.Pooling("l", "c", kind, window, countPadding);
  }

  private Layer.Convolution convolution(
      String name, String input, int in, int out, Window window, int groups, boolean bias) {
    Tensor weights = tensor(0.5f, out, in / groups, window.height(), window.width());
    return new Layer.Convolution(
        name,
        input,
        weights,
        bias ? Optional.of(tensor(1, out)) : Optional.empty(),
        window,
        groups);
  }

  private Layer.BatchNorm norm(String name, String input, int channels) {
    float[] variance = tensor(1, channels).toArray();
    for (int c = 0; c < channels; c++) {
      variance[c] = 0.5f + variance[c] * variance[c];
    }
    return new Layer.BatchNorm(
        name,
        input,
        tensor(1, channels),
        tensor(1, channels),
        tensor(1, channels),
        Tensor.vector(variance),
        1e-3f);
  }

  private Layer.Dense dense(String name, String input, int in, int units) {
    return new Layer.Dense(name, input, tensor(0.2f, units, in), Optional.of(tensor(1, units)));
  }

  private Tensor tensor(float spread, int... shape) {
    int size = java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() * spread;
    }
    return Tensor.of(values, shape);
  }
}
