package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/** What a network computes, written down in the plainest way: loops in double precision. */
final class PlainNetwork {
  private final Network network;
  private final int n;
  private final boolean training;
  private final Map<String, double[]> outputs = new HashMap<>();

  /**
   * @param images [n, channels, height, width]
   * @param training whether batch norms take the batch's own statistics
   */
  PlainNetwork(Network network, double[] images, int n, boolean training) {
    this.network = network;
    this.n = n;
    this.training = training;
    outputs.put(network.inputName(), images);
    for (Layer layer : network.layers()) {
      outputs.put(layer.name(), output(layer));
    }
  }

  /** A layer's output: [n, channels, height, width]. */
  double[] output(String name) {
    return outputs.get(name);
  }

  /** Mean and population variance of each channel of a layer's output. */
  double[][] statistics(String name) {
    return statistics(outputs.get(name), network.shape(name));
  }

  private double[] output(Layer layer) {
    double[] x = outputs.get(layer.inputs().get(0));
    Shape in = network.shape(layer.inputs().get(0));
    Shape out = network.shape(layer.name());
    if (layer instanceof Layer.Convolution convolution) {
      return convolve(convolution, x, in, out);
    } else if (layer instanceof Layer.BatchNorm norm) {
      return normalize(norm, x, in);
    } else if (layer instanceof Layer.Activation activation) {
      return map(x, function(activation));
    } else if (layer instanceof Layer.Pooling pooling) {
      return pool(pooling, x, in, out);
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      return pool(
          new Layer.Pooling(
              "",
              "",
              Layer.Pooling.Kind.AVERAGE,
              new Window(in.height(), in.width(), 1, 1, 0, 0, 0, 0),
              true),
          x,
          in,
          out);
    } else if (layer instanceof Layer.Add add) {
      return add(add.inputs());
    } else if (layer instanceof Layer.Concat concat) {
      return concat(concat.inputs(), out);
    } else if (layer instanceof Layer.Dense dense) {
      return multiply(dense, x, in);
    } else if (layer instanceof Layer.Softmax) {
      return softmax(x, in.channels());
    }
    return x;
  }

  private double[] convolve(Layer.Convolution layer, double[] x, Shape in, Shape out) {
    Window w = layer.window();
    int groupIn = in.channels() / layer.groups();
    int groupOut = out.channels() / layer.groups();
    double[] y = new double[n * out.size()];
    for (int i = 0; i < y.length; i++) {
      int image = i / out.size();
      int filter = i / out.area() % out.channels();
      double sum = layer.bias().isPresent() ? layer.bias().get().get(filter) : 0;
      for (int c = 0; c < groupIn; c++) {
        int channel = filter / groupOut * groupIn + c;
        for (int k = 0; k < w.area(); k++) {
          int place = place(w, in, out, i, k);
          if (place >= 0) {
            sum +=
                (double) layer.weights().get((filter * groupIn + c) * w.area() + k)
                    * x[image * in.size() + channel * in.area() + place];
          }
        }
      }
      y[i] = sum;
    }
    return y;
  }

  /** Where the window's pixel k lies in the input channel for the output at i; −1 outside. */
  private static int place(Window w, Shape in, Shape out, int i, int k) {
    int y = i / out.width() % out.height() * w.strideY() - w.top() + k / w.width();
    int x = i % out.width() * w.strideX() - w.left() + k % w.width();
    return y >= 0 && y < in.height() && x >= 0 && x < in.width() ? y * in.width() + x : -1;
  }

  private double[] pool(Layer.Pooling layer, double[] x, Shape in, Shape out) {
    Window w = layer.window();
    double[] y = new double[n * out.size()];
    for (int i = 0; i < y.length; i++) {
      List<Double> values = new ArrayList<>();
      for (int k = 0; k < w.area(); k++) {
        int place = place(w, in, out, i, k);
        if (place >= 0) {
          values.add(x[i / out.area() * in.area() + place]);
        }
      }
      double sum = values.stream().mapToDouble(v -> v).sum();
      y[i] =
          layer.kind() == Layer.Pooling.Kind.MAX
              ? values.stream().mapToDouble(v -> v).max().orElseThrow()
              : sum / (layer.countPadding() ? w.area() : values.size());
    }
    return y;
  }

  private double[] normalize(Layer.BatchNorm layer, double[] x, Shape in) {
    double[][] batch = statistics(x, in);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int c = i / in.area() % in.channels();
      double mean = training ? batch[0][c] : layer.mean().get(c);
      double variance = training ? batch[1][c] : layer.variance().get(c);
      y[i] =
          layer.scale().get(c) * (x[i] - mean) / Math.sqrt(variance + layer.epsilon())
              + layer.shift().get(c);
    }
    return y;
  }

  private double[][] statistics(double[] x, Shape in) {
    double[] mean = new double[in.channels()];
    double[] variance = new double[in.channels()];
    for (int i = 0; i < x.length; i++) {
      mean[i / in.area() % in.channels()] += x[i] / n / in.area();
    }
    for (int i = 0; i < x.length; i++) {
      int c = i / in.area() % in.channels();
      variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / n / in.area();
    }
    return new double[][] {mean, variance};
  }

  private static DoubleUnaryOperator function(Layer.Activation layer) {
    DoubleUnaryOperator hardSigmoid = v -> Math.max(0, Math.min(1, v / 6 + 0.5));
    DoubleUnaryOperator sigmoid = v -> 1 / (1 + Math.exp(-v));
    return switch (layer.function()) {
      case RELU -> v -> Math.max(0, v);
      case RELU6 -> v -> Math.max(0, Math.min(6, v));
      case LEAKY_RELU -> v -> v > 0 ? v : layer.alpha() * v;
      case SIGMOID -> sigmoid;
      case TANH -> Math::tanh;
      case HARD_SIGMOID -> hardSigmoid;
      case HARD_SWISH -> v -> v * hardSigmoid.applyAsDouble(v);
      case SWISH -> v -> v * sigmoid.applyAsDouble(v);
    };
  }

  private static double[] map(double[] x, DoubleUnaryOperator function) {
    return java.util.Arrays.stream(x).map(function).toArray();
  }

  private double[] add(List<String> inputs) {
    double[] y = outputs.get(inputs.get(0)).clone();
    for (String input : inputs.subList(1, inputs.size())) {
      double[] x = outputs.get(input);
      java.util.Arrays.setAll(y, i -> y[i] + x[i]);
    }
    return y;
  }

  private double[] concat(List<String> inputs, Shape out) {
    double[] y = new double[n * out.size()];
    int start = 0;
    for (String input : inputs) {
      int size = network.shape(input).size();
      for (int image = 0; image < n; image++) {
        System.arraycopy(outputs.get(input), image * size, y, image * out.size() + start, size);
      }
      start += size;
    }
    return y;
  }

  private double[] multiply(Layer.Dense layer, double[] x, Shape in) {
    double[] y = new double[n * layer.units()];
    Tensor weights = layer.weights();
    for (int i = 0; i < y.length; i++) {
      int unit = i % layer.units();
      double sum = layer.bias().isPresent() ? layer.bias().get().get(unit) : 0;
      for (int k = 0; k < in.size(); k++) {
        sum += (double) weights.get(unit * in.size() + k) * x[i / layer.units() * in.size() + k];
      }
      y[i] = sum;
    }
    return y;
  }

  private static double[] softmax(double[] x, int classes) {
    double[] y = map(x, Math::exp);
    for (int start = 0; start < y.length; start += classes) {
      double sum = java.util.Arrays.stream(y, start, start + classes).sum();
      for (int k = start; k < start + classes; k++) {
        y[k] /= sum;
      }
    }
    return y;
  }
}
