package org.psopruner.pruning.network;

import java.util.List;
import java.util.Optional;

/**
 * One step of a network. A layer reads the outputs of the layers that {@link #inputs()} names (or
 * the network's input) and gives one output, which carries the layer's name.
 */
public sealed interface Layer {
  /** Unique within the network. */
  String name();

  /** The names of what it reads, in order. */
  List<String> inputs();

  /** What the layer learned, in the order of its components; none for most kinds. */
  default List<Tensor> tensors() {
    return List.of();
  }

  /**
   * The layer with other values in place of {@link #tensors}.
   *
   * @param tensors as many, of the same shapes, in the same order
   */
  default Layer withTensors(List<Tensor> tensors) {
    return this;
  }

  /**
   * A two-dimensional convolution (cross-correlation, as in every framework).
   *
   * @param weights [filters, input channels ÷ groups, height, width]
   * @param bias [filters], if there is one
   * @param groups divides input channels and filters; as many as input channels is a depthwise
   *     convolution
   */
  record Convolution(
      String name, String input, Tensor weights, Optional<Tensor> bias, Window window, int groups)
      implements Layer {
    public Convolution {
      require(name, weights.rank() == 4, "its weights are no [filters, channels, height, width]");
      require(name, groups >= 1, "its groups are " + groups + ", below 1");
      require(
          name,
          weights.dim(0) % groups == 0,
          "its %d filters do not divide into %d groups".formatted(weights.dim(0), groups));
      require(
          name,
          weights.dim(2) == window.height() && weights.dim(3) == window.width(),
          "its weights " + weights + " do not fit its window");
      bias.ifPresent(b -> requireVector(name, "bias", b, weights.dim(0)));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Tensor> tensors() {
      return withBias(weights, bias);
    }

    @Override
    public Layer withTensors(List<Tensor> tensors) {
      return new Convolution(
          name, input, tensors.get(0), bias.map(old -> tensors.get(1)), window, groups);
    }

    /** The number of filters, which is the number of output channels. */
    public int filters() {
      return weights.dim(0);
    }

    /** Whether every filter reads one input channel of several. */
    public boolean isDepthwise() {
      return groups > 1 && groups == inputChannels();
    }

    /** The number of input channels over all groups. */
    public int inputChannels() {
      return weights.dim(1) * groups;
    }
  }

  /**
   * Batch normalisation with running statistics: {@code scale · (x − mean) / √(variance + epsilon)
   * + shift} per channel (Ioffe and Szegedy 2015).
   *
   * @param scale [channels], as are {@code shift}, {@code mean} and {@code variance}
   */
  record BatchNorm(
      String name,
      String input,
      Tensor scale,
      Tensor shift,
      Tensor mean,
      Tensor variance,
      float epsilon)
      implements Layer {
    public BatchNorm {
      requireVector(name, "scale", scale, scale.size());
      requireVector(name, "shift", shift, scale.size());
      requireVector(name, "mean", mean, scale.size());
      requireVector(name, "variance", variance, scale.size());
      require(name, epsilon >= 0, "its epsilon is " + epsilon + ", below 0");
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Tensor> tensors() {
      return List.of(scale, shift, mean, variance);
    }

    @Override
    public Layer withTensors(List<Tensor> tensors) {
      return new BatchNorm(
          name, input, tensors.get(0), tensors.get(1), tensors.get(2), tensors.get(3), epsilon);
    }

    public int channels() {
      return scale.size();
    }
  }

  /**
   * An elementwise nonlinearity.
   *
   * @param alpha the slope below zero of {@link Function#LEAKY_RELU}; 0 for the others
   */
  record Activation(String name, String input, Function function, float alpha) implements Layer {
    /** What is applied to each value. */
    public enum Function {
      RELU,
      RELU6,
      LEAKY_RELU,
      SIGMOID,
      TANH,
      HARD_SIGMOID,
      HARD_SWISH,
      SWISH
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Maximum or average over a sliding window.
   *
   * @param countPadding whether an average divides by the whole window, padding included
   */
  record Pooling(String name, String input, Kind kind, Window window, boolean countPadding)
      implements Layer {
    /** What is taken of the window. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The average over all pixels of each channel; its output has height and width 1. */
  record GlobalAveragePooling(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The sum of two or more activations of the same shape. */
  record Add(String name, List<String> inputs) implements Layer {
    public Add {
      inputs = List.copyOf(inputs);
      require(name, inputs.size() >= 2, "it adds fewer than two inputs");
    }
  }

  /** Activations of the same height and width, stacked along the channels. */
  record Concat(String name, List<String> inputs) implements Layer {
    public Concat {
      inputs = List.copyOf(inputs);
      require(name, !inputs.isEmpty(), "it joins no input");
    }
  }

  /** Channels, rows and columns as one vector, channel by channel, row by row. */
  record Flatten(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A fully connected layer.
   *
   * @param weights [units, inputs]
   * @param bias [units], if there is one
   */
  record Dense(String name, String input, Tensor weights, Optional<Tensor> bias) implements Layer {
    public Dense {
      require(name, weights.rank() == 2, "its weights are no [units, inputs]");
      bias.ifPresent(b -> requireVector(name, "bias", b, weights.dim(0)));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Tensor> tensors() {
      return withBias(weights, bias);
    }

    @Override
    public Layer withTensors(List<Tensor> tensors) {
      return new Dense(name, input, tensors.get(0), bias.map(old -> tensors.get(1)));
    }

    public int units() {
      return weights.dim(0);
    }
  }

  /** Softmax over the channels. */
  record Softmax(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  private static List<Tensor> withBias(Tensor weights, Optional<Tensor> bias) {
    return bias.map(b -> List.of(weights, b)).orElseGet(() -> List.of(weights));
  }

  private static void require(String name, boolean condition, String problem) {
    if (!condition) {
      throw new InvalidNetworkException("layer '" + name + "' cannot be: " + problem);
    }
  }

  private static void requireVector(String name, String what, Tensor tensor, int size) {
    require(
        name,
        tensor.rank() == 1 && tensor.size() == size,
        "its %s is %s, expected %d values".formatted(what, tensor, size));
  }
}
