package org.psopruner.pruning.onnx;

import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/** What a name in an ONNX graph stands for while the graph is read. */
sealed interface Value {
  /** Stands for the batch size, which is unknown, among the values of {@link Integers}. */
  long BATCH = Long.MIN_VALUE;

  /** An axis of an activation. */
  enum Axis {
    BATCH,
    CHANNEL,
    ROW,
    COLUMN
  }

  /** Weights. */
  record Floats(Tensor tensor) implements Value {}

  /**
   * Whole numbers: axes, indices, and parts of shapes.
   *
   * @param scalar whether it has no axis; else it has one
   */
  record Integers(List<Long> values, boolean scalar) implements Value {
    /** How many there may be: no shape is longer, a file that asks for more is broken. */
    static final int LONGEST = 64;

    /**
     * @throws OnnxException if there are too many
     */
    public Integers {
      requireCount(values.size());
      values = List.copyOf(values);
    }

    /** Before they are there. */
    static void requireCount(int count) {
      if (count > LONGEST) {
        throw new OnnxException(
            "%d whole numbers are given as axes, indices or lengths; supported are %d"
                .formatted(count, LONGEST));
      }
    }
  }

  /**
   * The output of a layer or the network's input, as ONNX sees it.
   *
   * @param source the ONNX name of the layer's own output
   * @param shape what the layer gives
   * @param axes in ONNX's order, the batch first; an axis that is missing has length 1
   * @param flattenedFrom if the features were flattened in the order row, column, channel: the
   *     shape they had. The layer itself gives channel, row, column.
   */
  record Activation(String source, Shape shape, List<Axis> axes, Optional<Shape> flattenedFrom)
      implements Value {
    static final List<Axis> IMAGE = List.of(Axis.BATCH, Axis.CHANNEL, Axis.ROW, Axis.COLUMN);
    static final List<Axis> FEATURES = List.of(Axis.BATCH, Axis.CHANNEL);

    public Activation {
      axes = List.copyOf(axes);
    }

    Activation(String source, Shape shape, List<Axis> axes) {
      this(source, shape, axes, Optional.empty());
    }

    Activation withAxes(List<Axis> changed) {
      return new Activation(source, shape, changed, flattenedFrom);
    }

    /** The lengths of the axes behind the batch, in ONNX's order. */
    List<Integer> lengths() {
      return axes.stream().skip(1).map(this::length).toList();
    }

    int length(Axis axis) {
      return switch (axis) {
        case CHANNEL -> shape.channels();
        case ROW -> shape.height();
        case COLUMN -> shape.width();
        case BATCH -> throw new IllegalArgumentException("the batch has no fixed length");
      };
    }
  }
}
