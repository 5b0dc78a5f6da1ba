package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.Value.Activation;
import org.psopruner.pruning.onnx.Value.Axis;
import org.psopruner.pruning.onnx.Value.Floats;
import org.psopruner.pruning.onnx.Value.Integers;

/** Operators that give what they read in another shape, or give a constant. */
final class ViewOperators {
  static final List<Axis> CHANNELS_LAST = List.of(Axis.BATCH, Axis.ROW, Axis.COLUMN, Axis.CHANNEL);

  private static final Set<DataType> FLOATS =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);
  private static final Set<DataType> INTEGERS = Set.of(DataType.INT64, DataType.INT32);

  private ViewOperators() {}

  static Value identity(Node node) {
    return node.input(0);
  }

  /** Whatever the file computes in, all is computed in float32 here. */
  static Value cast(Node node) {
    Value value = node.input(0);
    DataType type = DataType.forNumber(node.integer("to", 0));
    node.require(
        (value instanceof Integers ? INTEGERS : FLOATS).contains(type), "casts to " + type);
    return value;
  }

  static Value constant(Node node) {
    Optional<AttributeProto> integer = node.attribute("value_int");
    if (integer.isPresent()) {
      return new Integers(List.of(integer.get().getI()), true);
    }
    Optional<AttributeProto> integers = node.attribute("value_ints");
    if (integers.isPresent()) {
      return new Integers(integers.get().getIntsList(), false);
    }
    Optional<AttributeProto> number = node.attribute("value_float");
    if (number.isPresent()) {
      return new Floats(Tensor.of(new float[] {number.get().getF()}));
    }
    return Tensors.read(node.tensorAttribute("value"));
  }

  static Activation flatten(Node node) {
    Activation activation = node.activation(0);
    int axis = node.axis(node.integer("axis", 1), activation.axes().size());
    node.require(axis == 1, "flattens the batch axis, or not all others");
    return flattened(node, activation);
  }

  static Activation reshape(Node node) {
    Activation activation = node.activation(0);
    return viewed(node, activation, lengths(node, activation, node.integers(1).values()));
  }

  static Activation squeeze(Node node) {
    Activation activation = node.activation(0);
    List<Axis> axes = new ArrayList<>(activation.axes());
    List<Long> squeezed =
        node.axes(1).orElseThrow(() -> node.error("does not say which axes to squeeze"));
    for (long given : squeezed) {
      int axis = node.axis(given, activation.axes().size());
      node.require(
          axis > 0 && activation.lengths().get(axis - 1) == 1,
          "squeezes axis %d, whose length is not 1".formatted(axis));
      axes.remove(activation.axes().get(axis));
    }
    return activation.withAxes(axes);
  }

  static Activation unsqueeze(Node node) {
    Activation activation = node.activation(0);
    List<Long> added = node.axes(1).orElseThrow(() -> node.error("has no axes"));
    int rank = activation.axes().size() + added.size();
    List<Integer> positions = added.stream().map(axis -> node.axis(axis, rank)).sorted().toList();
    List<Integer> lengths = new ArrayList<>(activation.lengths());
    for (int position : positions) {
      node.require(
          position > 0 && position <= lengths.size() + 1, "adds axis %d".formatted(position));
      lengths.add(position - 1, 1);
    }
    return viewed(node, activation, lengths);
  }

  static Value transpose(Node node) {
    Optional<List<Long>> order = node.list("perm");
    if (node.input(0) instanceof Floats floats) {
      boolean swaps = order.isEmpty() || order.get().equals(List.of(1L, 0L));
      node.require(floats.tensor().rank() == 2 && swaps, "transposes weights that are no matrix");
      return new Floats(DenseOperators.transposed(floats.tensor()));
    }
    Activation activation = node.activation(0);
    List<Long> given = order.orElse(List.of());
    int rank = activation.axes().size();
    node.require(
        given.stream().sorted().toList().equals(LongStream.range(0, rank).boxed().toList())
            && given.get(0) == 0,
        "transposes the batch axis, or not every axis once");
    return activation.withAxes(
        given.stream().map(axis -> activation.axes().get(axis.intValue())).toList());
  }

  /** Adds a layer that flattens, whatever the order of the axes. */
  private static Activation flattened(Node node, Activation activation) {
    if (activation.flattenedFrom().isPresent()) {
      return activation.withAxes(Activation.FEATURES);
    }
    List<Axis> order = longAxes(activation, activation.axes());
    boolean channelsFirst = order.equals(longAxes(activation, Activation.IMAGE));
    node.require(
        channelsFirst || order.equals(longAxes(activation, CHANNELS_LAST)),
        "flattens the axes %s in this order".formatted(activation.axes()));
    Draft draft = flattening(node.output(), node.wish(), activation);
    node.graph().add(draft);
    return new Activation(
        draft.source(),
        draft.shape(),
        Activation.FEATURES,
        channelsFirst ? Optional.empty() : Optional.of(activation.shape()));
  }

  static Draft flattening(String source, String wish, Activation activation) {
    return Draft.of(
        source, wish, activation, (name, inputs) -> new Layer.Flatten(name, inputs.get(0)));
  }

  /** The lengths that a reshape asks for, behind the batch. */
  private static List<Integer> lengths(Node node, Activation activation, List<Long> asked) {
    node.require(!asked.isEmpty(), "gives a shape without a batch axis");
    boolean copiesZero = node.integer("allowzero", 0) == 0;
    long batch = asked.get(0);
    node.require(
        batch == Value.BATCH
            || batch == -1
            || (batch == 0 && copiesZero)
            || node.graph().fixedBatch().equals(OptionalLong.of(batch)),
        "does not keep the batch axis");
    long size = activation.shape().size();
    List<Integer> lengths = new ArrayList<>();
    int open = -1;
    long known = 1;
    for (int i = 0; i < asked.size() - 1; i++) {
      long length = asked.get(i + 1);
      if (length == 0 && copiesZero && i < activation.lengths().size()) {
        length = activation.lengths().get(i);
      } else if (length == -1 && open < 0 && batch != -1) {
        open = i;
        length = 1;
      }
      node.require(length >= 1 && length <= size, "gives a shape with an axis of " + length);
      known = Math.multiplyExact(known, length);
      lengths.add((int) length);
    }
    if (open >= 0) {
      lengths.set(open, (int) (size / known));
    }
    long given = known * (open < 0 ? 1 : lengths.get(open));
    node.require(given == size, "reshapes %s to %s".formatted(activation.lengths(), lengths));
    return lengths;
  }

  /** The activation with axes of these lengths, flattened if they ask for that. */
  private static Activation viewed(Node node, Activation activation, List<Integer> lengths) {
    if (lengths.equals(activation.lengths())) {
      return activation;
    }
    List<Integer> longOnes = lengths.stream().filter(length -> length > 1).toList();
    boolean flattens = longOnes.size() == 1 && activation.shape().area() > 1;
    Activation from = flattens ? flattened(node, activation) : activation;
    node.require(
        lengths.size() <= 3
            && longOnes.equals(from.lengths().stream().filter(length -> length > 1).toList()),
        "reshapes %s to %s; supported is to flatten".formatted(activation.lengths(), lengths));
    Deque<Axis> longAxes = new ArrayDeque<>(longAxes(from, from.axes()));
    Deque<Axis> shortAxes = new ArrayDeque<>(List.of(Axis.CHANNEL, Axis.ROW, Axis.COLUMN));
    shortAxes.removeAll(longAxes);
    List<Axis> axes = new ArrayList<>(List.of(Axis.BATCH));
    lengths.forEach(length -> axes.add(length > 1 ? longAxes.remove() : shortAxes.remove()));
    return from.withAxes(axes);
  }

  private static List<Axis> longAxes(Activation activation, List<Axis> axes) {
    return axes.stream().filter(axis -> axis != Axis.BATCH && activation.length(axis) > 1).toList();
  }
}
