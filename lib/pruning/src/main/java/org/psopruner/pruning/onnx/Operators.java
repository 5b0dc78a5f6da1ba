package org.psopruner.pruning.onnx;

import java.util.Map;
import java.util.TreeMap;

/** The operators that can be read. */
final class Operators {
  /** Reads a node of one operator: adds the layers that it stands for and gives its output. */
  @FunctionalInterface
  private interface Operator {
    Value apply(Node node);
  }

  private static final Map<String, Operator> SUPPORTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("Add", LayerOperators::add),
              Map.entry("AveragePool", LayerOperators::averagePool),
              Map.entry("BatchNormalization", LayerOperators::batchNorm),
              Map.entry("Cast", ViewOperators::cast),
              Map.entry("Clip", ActivationOperators::clip),
              Map.entry("Concat", Operators::concat),
              Map.entry("Constant", ViewOperators::constant),
              Map.entry("Conv", LayerOperators::convolution),
              Map.entry("Dropout", ViewOperators::identity),
              Map.entry("Flatten", ViewOperators::flatten),
              Map.entry("Gather", IntegerOperators::gather),
              Map.entry("Gemm", DenseOperators::gemm),
              Map.entry("GlobalAveragePool", LayerOperators::globalAveragePool),
              Map.entry("HardSigmoid", ActivationOperators::hardSigmoid),
              Map.entry("HardSwish", ActivationOperators::hardSwish),
              Map.entry("Identity", ViewOperators::identity),
              Map.entry("LeakyRelu", ActivationOperators::leakyRelu),
              Map.entry("MatMul", DenseOperators::matMul),
              Map.entry("MaxPool", LayerOperators::maxPool),
              Map.entry("Mul", ActivationOperators::multiply),
              Map.entry("ReduceMean", LayerOperators::reduceMean),
              Map.entry("Relu", ActivationOperators::relu),
              Map.entry("Reshape", ViewOperators::reshape),
              Map.entry("Shape", IntegerOperators::shape),
              Map.entry("Sigmoid", ActivationOperators::sigmoid),
              Map.entry("Softmax", LayerOperators::softmax),
              Map.entry("Squeeze", Operators::squeeze),
              Map.entry("Sum", LayerOperators::sum),
              Map.entry("Tanh", ActivationOperators::tanh),
              Map.entry("Transpose", ViewOperators::transpose),
              Map.entry("Unsqueeze", Operators::unsqueeze)));

  private Operators() {}

  static Value apply(Node node) {
    Operator operator = SUPPORTED.get(node.operator());
    if (operator == null) {
      throw new OnnxException(
          "node '%s' uses operator '%s', which PSOPruner does not support; supported are %s"
              .formatted(node.name(), node.operator(), String.join(", ", SUPPORTED.keySet())));
    }
    return operator.apply(node);
  }

  private static Value concat(Node node) {
    return node.input(0) instanceof Value.Integers
        ? IntegerOperators.concat(node)
        : LayerOperators.concat(node);
  }

  private static Value squeeze(Node node) {
    return node.input(0) instanceof Value.Integers
        ? IntegerOperators.squeeze(node)
        : ViewOperators.squeeze(node);
  }

  private static Value unsqueeze(Node node) {
    return node.input(0) instanceof Value.Integers
        ? IntegerOperators.unsqueeze(node)
        : ViewOperators.unsqueeze(node);
  }
}
