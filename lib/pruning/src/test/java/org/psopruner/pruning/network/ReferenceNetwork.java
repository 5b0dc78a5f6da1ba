package org.psopruner.pruning.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Runs a network on one image in double precision, layer by layer as the definitions say, and with
 * no regard to speed. Filters can be masked: the channels that they make are then zero wherever a
 * layer reads them, whatever batch norm or an activation would make of a zero. It follows masked
 * channels through the graph on its own, without the channel groups that it is there to check.
 */
public final class ReferenceNetwork {
  private final Network network;
  private final Map<String, Set<Integer>> maskedFilters;
  private final Map<String, Value> values = new HashMap<>();

  /**
   * A layer's output: channel by channel, row by row; and which of its channels are masked, whose
   * values are zero.
   */
  private static final class Value {
    final Shape shape;
    final double[] at;
    final boolean[] masked;

    Value(Shape shape, double[] at, boolean[] masked) {
      this.shape = shape;
      this.at = at;
      this.masked = masked;
      Arrays.setAll(at, i -> masked[i / shape.area()] ? 0 : at[i]);
    }

    double get(int channel, int y, int x) {
      return at[(channel * shape.height() + y) * shape.width() + x];
    }

    boolean inside(int y, int x) {
      return y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    }
  }

  private ReferenceNetwork(Network network, Map<String, Set<Integer>> maskedFilters) {
    this.network = network;
    this.maskedFilters = maskedFilters;
  }

  /**
   * The network's output for one image.
   *
   * @param image channel by channel, row by row
   */
  public static double[] output(Network network, double[] image) {
    return maskedOutput(network, Map.of(), image);
  }

  /**
   * The network's output with filters masked.
   *
   * @param maskedFilters by name of a convolution or dense layer
   * @throws AssertionError if a masked channel is added to one that is not, or reaches the output:
   *     such filters can never be removed
   */
  public static double[] maskedOutput(
      Network network, Map<String, Set<Integer>> maskedFilters, double[] image) {
    return new ReferenceNetwork(network, maskedFilters).run(image);
  }

  private double[] run(double[] image) {
    Shape shape = network.inputShape();
    values.put(network.inputName(), new Value(shape, image.clone(), none(shape.channels())));
    for (Layer layer : network.layers()) {
      values.put(layer.name(), value(layer, network.shape(layer.name())));
    }
    Value output = values.get(network.outputName());
    check(Arrays.equals(output.masked, none(output.masked.length)), "an output is masked");
    return output.at;
  }

  private Value value(Layer layer, Shape out) {
    Value in = values.get(layer.inputs().get(0));
    if (layer instanceof Layer.Convolution convolution) {
      return new Value(out, convolve(convolution, in, out), masked(convolution, in));
    } else if (layer instanceof Layer.Dense dense) {
      return new Value(out, multiply(dense, in), masked(dense.name(), dense.units()));
    } else if (layer instanceof Layer.BatchNorm norm) {
      return new Value(out, normalize(norm, in), in.masked);
    } else if (layer instanceof Layer.Activation activation) {
      DoubleUnaryOperator function = function(activation);
      return new Value(out, Arrays.stream(in.at).map(function).toArray(), in.masked);
    } else if (layer instanceof Layer.Pooling pooling) {
      return new Value(out, pool(pooling, in, out), in.masked);
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      return new Value(out, average(in), in.masked);
    } else if (layer instanceof Layer.Add add) {
      return add(add);
    } else if (layer instanceof Layer.Concat concat) {
      return join(concat, out);
    } else if (layer instanceof Layer.Flatten) {
      return flatten(in, out);
    } else if (layer instanceof Layer.Softmax) {
      return new Value(out, softmax(in), none(out.channels()));
    }
    throw new AssertionError("no reference for " + layer.name());
  }

  private boolean[] masked(Layer.Convolution convolution, Value in) {
    if (!convolution.isDepthwise()) {
      return masked(convolution.name(), convolution.filters());
    }
    boolean[] masked = none(convolution.filters());
    for (int f = 0; f < masked.length; f++) {
      masked[f] = in.masked[f * in.masked.length / masked.length];
    }
    return masked;
  }

  private boolean[] masked(String layer, int filters) {
    boolean[] masked = none(filters);
    maskedFilters.getOrDefault(layer, Set.of()).forEach(f -> masked[f] = true);
    return masked;
  }

  private static double[] convolve(Layer.Convolution layer, Value in, Shape out) {
    Window window = layer.window();
    int read = layer.weights().dim(1);
    double[] result = new double[out.size()];
    int i = 0;
    for (int f = 0; f < out.channels(); f++) {
      int first = f / (layer.filters() / layer.groups()) * read;
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          double sum = bias(layer.bias(), f);
          for (int c = 0; c < read; c++) {
            for (int ky = 0; ky < window.height(); ky++) {
              for (int kx = 0; kx < window.width(); kx++) {
                int inY = y * window.strideY() - window.top() + ky;
                int inX = x * window.strideX() - window.left() + kx;
                if (in.inside(inY, inX)) {
                  int weight = ((f * read + c) * window.height() + ky) * window.width() + kx;
                  sum += layer.weights().get(weight) * in.get(first + c, inY, inX);
                }
              }
            }
          }
          result[i++] = sum;
        }
      }
    }
    return result;
  }

  private static double[] multiply(Layer.Dense layer, Value in) {
    double[] result = new double[layer.units()];
    for (int u = 0; u < result.length; u++) {
      result[u] = bias(layer.bias(), u);
      for (int i = 0; i < in.at.length; i++) {
        result[u] += layer.weights().get(u * in.at.length + i) * in.at[i];
      }
    }
    return result;
  }

  private static double bias(Optional<Tensor> bias, int index) {
    return bias.isPresent() ? bias.get().get(index) : 0;
  }

  private static double[] normalize(Layer.BatchNorm layer, Value in) {
    double[] result = in.at.clone();
    for (int i = 0; i < result.length; i++) {
      int c = i / in.shape.area();
      double deviation = Math.sqrt((double) layer.variance().get(c) + layer.epsilon());
      result[i] =
          layer.scale().get(c) * (result[i] - layer.mean().get(c)) / deviation
              + layer.shift().get(c);
    }
    return result;
  }

  private static DoubleUnaryOperator function(Layer.Activation layer) {
    DoubleUnaryOperator sigmoid = v -> 1 / (1 + Math.exp(-v));
    DoubleUnaryOperator hardSigmoid = v -> Math.max(0, Math.min(1, v / 6 + 0.5));
    return switch (layer.function()) {
      case RELU -> v -> Math.max(0, v);
      case RELU6 -> v -> Math.max(0, Math.min(6, v));
      case LEAKY_RELU -> v -> v < 0 ? layer.alpha() * v : v;
      case SIGMOID -> sigmoid;
      case TANH -> Math::tanh;
      case HARD_SIGMOID -> hardSigmoid;
      case HARD_SWISH -> v -> v * hardSigmoid.applyAsDouble(v);
      case SWISH -> v -> v * sigmoid.applyAsDouble(v);
    };
  }

  private static double[] pool(Layer.Pooling layer, Value in, Shape out) {
    Window window = layer.window();
    double[] result = new double[out.size()];
    int i = 0;
    for (int c = 0; c < out.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          List<Double> seen = new ArrayList<>();
          for (int k = 0; k < window.area(); k++) {
            int inY = y * window.strideY() - window.top() + k / window.width();
            int inX = x * window.strideX() - window.left() + k % window.width();
            if (in.inside(inY, inX)) {
              seen.add(in.get(c, inY, inX));
            }
          }
          double sum = seen.stream().mapToDouble(v -> v).sum();
          result[i++] =
              layer.kind() == Layer.Pooling.Kind.MAX
                  ? seen.stream().mapToDouble(v -> v).max().orElseThrow()
                  : sum / (layer.countPadding() ? window.area() : seen.size());
        }
      }
    }
    return result;
  }

  private static double[] average(Value in) {
    double[] result = new double[in.shape.channels()];
    for (int i = 0; i < in.at.length; i++) {
      result[i / in.shape.area()] += in.at[i] / in.shape.area();
    }
    return result;
  }

  private Value add(Layer.Add layer) {
    Value first = values.get(layer.inputs().get(0));
    double[] sum = new double[first.at.length];
    for (String input : layer.inputs()) {
      Value value = values.get(input);
      check(
          Arrays.equals(first.masked, value.masked),
          "'%s' adds a masked channel to one that is not".formatted(layer.name()));
      Arrays.setAll(sum, i -> sum[i] + value.at[i]);
    }
    return new Value(first.shape, sum, first.masked);
  }

  private Value join(Layer.Concat layer, Shape out) {
    double[] joined = new double[out.size()];
    boolean[] masked = none(out.channels());
    int channel = 0;
    for (String input : layer.inputs()) {
      Value value = values.get(input);
      System.arraycopy(value.at, 0, joined, channel * out.area(), value.at.length);
      System.arraycopy(value.masked, 0, masked, channel, value.masked.length);
      channel += value.masked.length;
    }
    return new Value(out, joined, masked);
  }

  private static Value flatten(Value in, Shape out) {
    boolean[] masked = none(out.channels());
    for (int i = 0; i < masked.length; i++) {
      masked[i] = in.masked[i / in.shape.area()];
    }
    return new Value(out, in.at.clone(), masked);
  }

  private static double[] softmax(Value in) {
    int area = in.shape.area();
    double[] sums = new double[area];
    double[] result = Arrays.stream(in.at).map(Math::exp).toArray();
    for (int i = 0; i < result.length; i++) {
      sums[i % area] += result[i];
    }
    Arrays.setAll(result, i -> result[i] / sums[i % area]);
    return result;
  }

  private static boolean[] none(int channels) {
    return new boolean[channels];
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new AssertionError(problem);
    }
  }
}
