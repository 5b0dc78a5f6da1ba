package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.Value.Activation;

/** A node of an ONNX graph with its inputs and attributes read as what they must be. */
final class Node {
  private static final String WEIGHT = ".weight";

  /** Numbers of an attribute: no list of axes, pads or lengths is longer. */
  private static final int LONGEST = Value.Integers.LONGEST;

  private final NodeProto proto;
  private final GraphReader graph;

  Node(NodeProto proto, GraphReader graph) {
    this.proto = proto;
    this.graph = graph;
  }

  GraphReader graph() {
    return graph;
  }

  String name() {
    return proto.getName().isBlank() ? output() : proto.getName();
  }

  /**
   * What its layer would best be called: PyTorch's name of the module, which shows in the name of
   * its weights, or else the node's own.
   */
  String wish() {
    if (proto.getInputCount() > 1) {
      String weights = proto.getInput(1);
      if (weights.endsWith(WEIGHT) && weights.length() > WEIGHT.length()) {
        return weights.substring(0, weights.length() - WEIGHT.length());
      }
    }
    return name();
  }

  /** The name of its first output, which is the only one that is read. */
  String output() {
    return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
  }

  /** The operator, with its domain if that is not ONNX's own. */
  String operator() {
    String domain = proto.getDomain();
    return domain.isEmpty() || domain.equals("ai.onnx")
        ? proto.getOpType()
        : domain + "." + proto.getOpType();
  }

  OnnxException error(String problem) {
    return new OnnxException("node '%s' (%s) %s".formatted(name(), operator(), problem));
  }

  void require(boolean condition, String problem) {
    if (!condition) {
      throw error(problem);
    }
  }

  int inputs() {
    return proto.getInputCount();
  }

  boolean hasInput(int index) {
    return index < proto.getInputCount() && !proto.getInput(index).isEmpty();
  }

  Value input(int index) {
    if (!hasInput(index)) {
      throw error("has no input " + index);
    }
    String name = proto.getInput(index);
    return graph
        .value(name)
        .orElseThrow(
            () ->
                error(
                    "reads '%s', which is no weight and which no earlier node gives: the graph lacks it or has a cycle"
                        .formatted(name)));
  }

  Activation activation(int index) {
    if (input(index) instanceof Activation activation) {
      return activation;
    }
    throw error("needs an activation as input %d, not a constant".formatted(index));
  }

  /** An activation with the axes [n, channels, height, width]. */
  Activation image(int index) {
    Activation activation = activation(index);
    require(
        activation.axes().equals(Activation.IMAGE) && activation.flattenedFrom().isEmpty(),
        "reads axes %s, supported are %s".formatted(activation.axes(), Activation.IMAGE));
    return activation;
  }

  Tensor tensor(int index) {
    if (input(index) instanceof Value.Floats floats) {
      return floats.tensor();
    }
    throw error("needs constant weights as input " + index);
  }

  Optional<Tensor> optionalTensor(int index) {
    return hasInput(index) ? Optional.of(tensor(index)) : Optional.empty();
  }

  Value.Integers integers(int index) {
    if (input(index) instanceof Value.Integers integers) {
      return integers;
    }
    throw error("needs whole numbers that are known beforehand as input " + index);
  }

  Optional<AttributeProto> attribute(String name) {
    return proto.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  int integer(String name, int byDefault) {
    return attribute(name).map(a -> toInt(name, a.getI())).orElse(byDefault);
  }

  float number(String name, float byDefault) {
    return attribute(name).map(AttributeProto::getF).orElse(byDefault);
  }

  String text(String name) {
    return attribute(name).map(a -> a.getS().toStringUtf8()).orElse("");
  }

  TensorProto tensorAttribute(String name) {
    return attribute(name)
        .filter(AttributeProto::hasT)
        .map(AttributeProto::getT)
        .orElseThrow(() -> error("has no tensor '%s'".formatted(name)));
  }

  Optional<List<Long>> list(String name) {
    Optional<List<Long>> numbers = attribute(name).map(AttributeProto::getIntsList);
    numbers.ifPresent(
        list ->
            require(
                list.size() <= LONGEST,
                "has %d numbers as '%s'; supported are %d".formatted(list.size(), name, LONGEST)));
    return numbers;
  }

  /** As many numbers as the defaults are. */
  int[] integers(String name, int... byDefault) {
    Optional<List<Long>> given = list(name);
    if (given.isEmpty()) {
      return byDefault;
    }
    require(
        given.get().size() == byDefault.length,
        "has %d numbers as '%s', supported are %d (two-dimensional images)"
            .formatted(given.get().size(), name, byDefault.length));
    return given.get().stream().mapToInt(value -> toInt(name, value)).toArray();
  }

  /** Axes from an attribute (older opsets) or an input (newer ones), as they stand in the file. */
  Optional<List<Long>> axes(int input) {
    Optional<List<Long>> attribute = list("axes");
    return attribute.isEmpty() && hasInput(input)
        ? Optional.of(integers(input).values())
        : attribute;
  }

  /**
   * An axis counted from the front.
   *
   * @param axis negative from the back
   * @param rank how many axes there are
   */
  int axis(long axis, int rank) {
    require(axis >= -rank && axis < rank, "has axis %d of %d".formatted(axis, rank));
    return (int) (axis < 0 ? axis + rank : axis);
  }

  private int toInt(String name, long value) {
    require(value == (int) value, "has %d as '%s', which is out of range".formatted(value, name));
    return (int) value;
  }
}
