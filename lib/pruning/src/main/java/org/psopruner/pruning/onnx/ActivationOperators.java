package org.psopruner.pruning.onnx;

import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Layer.Activation.Function;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.Value.Activation;

/** Elementwise nonlinearities, and the products that stand for one. */
final class ActivationOperators {
  private ActivationOperators() {}

  static Activation relu(Node node) {
    return apply(node, Function.RELU);
  }

  static Activation sigmoid(Node node) {
    return apply(node, Function.SIGMOID);
  }

  static Activation tanh(Node node) {
    return apply(node, Function.TANH);
  }

  static Activation hardSwish(Node node) {
    return apply(node, Function.HARD_SWISH);
  }

  static Activation leakyRelu(Node node) {
    return apply(node, node.activation(0), Function.LEAKY_RELU, node.number("alpha", 0.01f));
  }

  /** PyTorch's: max(0, min(1, x/6 + 1/2)), which is not what ONNX takes where nothing is said. */
  static Activation hardSigmoid(Node node) {
    float alpha = node.number("alpha", 0.2f);
    float beta = node.number("beta", 0.5f);
    node.require(
        Math.abs(alpha - 1f / 6) < 1e-6 && beta == 0.5f,
        "has alpha %s and beta %s; supported are 1/6 and 0.5".formatted(alpha, beta));
    return apply(node, Function.HARD_SIGMOID);
  }

  static Activation clip(Node node) {
    float min = bound(node, 1, "min", Float.NEGATIVE_INFINITY);
    float max = bound(node, 2, "max", Float.POSITIVE_INFINITY);
    if (min == 0 && max == 6) {
      return apply(node, Function.RELU6);
    } else if (min == 0 && max >= Float.MAX_VALUE) {
      return apply(node, Function.RELU);
    }
    throw node.error("clips to %s..%s; supported is 0..6 (ReLU6)".formatted(min, max));
  }

  /**
   * x · sigmoid(x) and x · hardSigmoid(x), as PyTorch writes SiLU and, up to opset 13, hardswish.
   */
  static Activation multiply(Node node) {
    for (int i = 0; i < 2; i++) {
      Activation factor = node.activation(i);
      Optional<Function> function = selfGated(node, factor, node.activation(1 - i));
      if (function.isPresent()) {
        return apply(node, factor, function.get(), 0);
      }
    }
    throw node.error("multiplies; supported are only x·Sigmoid(x) and x·HardSigmoid(x)");
  }

  private static Optional<Function> selfGated(Node node, Activation factor, Activation gate) {
    return node.graph()
        .draft(gate)
        .filter(draft -> draft.inputs().equals(List.of(factor.source())))
        .filter(draft -> gate.axes().equals(factor.axes()))
        .map(Draft::layer)
        .filter(Layer.Activation.class::isInstance)
        .map(layer -> ((Layer.Activation) layer).function())
        .flatMap(
            function ->
                switch (function) {
                  case SIGMOID -> Optional.of(Function.SWISH);
                  case HARD_SIGMOID -> Optional.of(Function.HARD_SWISH);
                  default -> Optional.empty();
                });
  }

  private static float bound(Node node, int input, String attribute, float byDefault) {
    if (!node.hasInput(input)) {
      return node.number(attribute, byDefault);
    }
    Tensor tensor = node.tensor(input);
    node.require(tensor.size() == 1, "has %d numbers as %s".formatted(tensor.size(), attribute));
    return tensor.get(0);
  }

  private static Activation apply(Node node, Function function) {
    return apply(node, node.activation(0), function, 0);
  }

  private static Activation apply(Node node, Activation input, Function function, float alpha) {
    Draft draft =
        Draft.of(
            node.output(),
            node.name(),
            input,
            (name, inputs) -> new Layer.Activation(name, inputs.get(0), function, alpha));
    node.graph().add(draft);
    return new Activation(draft.source(), draft.shape(), input.axes(), input.flattenedFrom());
  }
}
