package org.psopruner.pruning.onnx;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.pruning.onnx.Value.Activation;
import org.psopruner.pruning.onnx.Value.Integers;

/** The arithmetic of shapes that exporters write in front of a reshape. */
final class IntegerOperators {
  private IntegerOperators() {}

  static Integers shape(Node node) {
    Activation activation = node.activation(0);
    List<Long> lengths = new ArrayList<>(List.of(Value.BATCH));
    activation.lengths().forEach(length -> lengths.add((long) length));
    int rank = lengths.size();
    int start = Math.min(node.integer("start", 0), rank);
    int end = Math.min(node.integer("end", rank), rank);
    int from = Math.max(0, start < 0 ? start + rank : start);
    int to = Math.max(from, end < 0 ? end + rank : end);
    return new Integers(lengths.subList(from, to), false);
  }

  static Integers gather(Node node) {
    List<Long> values = node.integers(0).values();
    Integers indices = node.integers(1);
    node.require(node.integer("axis", 0) == 0, "gathers along an axis that is not 0");
    return new Integers(
        indices.values().stream().map(i -> values.get(node.axis(i, values.size()))).toList(),
        indices.scalar());
  }

  static Integers concat(Node node) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < node.inputs(); i++) {
      values.addAll(node.integers(i).values());
      Integers.requireCount(values.size());
    }
    return new Integers(values, false);
  }

  static Integers squeeze(Node node) {
    List<Long> values = node.integers(0).values();
    node.require(values.size() == 1, "squeezes %d numbers".formatted(values.size()));
    return new Integers(values, true);
  }

  static Integers unsqueeze(Node node) {
    Integers integers = node.integers(0);
    node.require(integers.scalar(), "gives whole numbers a second axis");
    return new Integers(integers.values(), false);
  }
}
