package org.psopruner.pruning.onnx;

import java.util.Optional;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.Value.Activation;

/** Matrix products, which are fully connected layers. */
final class DenseOperators {
  private DenseOperators() {}

  static Activation gemm(Node node) {
    node.require(node.integer("transA", 0) == 0, "transposes its activations");
    Tensor given = matrix(node, node.tensor(1));
    Tensor weights = node.integer("transB", 0) == 0 ? transposed(given) : given;
    float beta = node.number("beta", 1);
    Optional<Tensor> bias =
        node.optionalTensor(2).map(c -> scaled(spread(node, c, weights.dim(0)), beta));
    return dense(node, scaled(weights, node.number("alpha", 1)), bias);
  }

  static Activation matMul(Node node) {
    return dense(node, transposed(matrix(node, node.tensor(1))), Optional.empty());
  }

  /** Rows and columns exchanged. */
  static Tensor transposed(Tensor matrix) {
    int rows = matrix.dim(0);
    int columns = matrix.dim(1);
    float[] values = new float[matrix.size()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[column * rows + row] = matrix.get(row * columns + column);
      }
    }
    return Tensor.of(values, columns, rows);
  }

  private static Activation dense(Node node, Tensor weights, Optional<Tensor> bias) {
    Activation input = node.activation(0);
    node.require(
        input.axes().equals(Activation.FEATURES),
        "reads axes %s, supported are %s".formatted(input.axes(), Activation.FEATURES));
    node.require(
        weights.dim(1) == input.shape().channels(),
        "reads %d features, its weights are for %d"
            .formatted(input.shape().channels(), weights.dim(1)));
    Tensor ordered =
        input.flattenedFrom().map(shape -> channelsFirst(weights, shape)).orElse(weights);
    Draft draft =
        Draft.of(
            node.output(),
            node.wish(),
            input,
            (name, inputs) -> new Layer.Dense(name, inputs.get(0), ordered, bias));
    node.graph().add(draft);
    return new Activation(draft.source(), draft.shape(), Activation.FEATURES);
  }

  /** Columns for features in the order row, column, channel brought to channel, row, column. */
  private static Tensor channelsFirst(Tensor weights, Shape shape) {
    int[] order = new int[shape.size()];
    for (int i = 0; i < order.length; i++) {
      int channel = i / shape.area();
      int pixel = i % shape.area();
      order[i] = pixel * shape.channels() + channel;
    }
    return weights.select(1, order);
  }

  private static Tensor matrix(Node node, Tensor tensor) {
    node.require(tensor.rank() == 2, "has weights of shape %s".formatted(tensor.shape()));
    return tensor;
  }

  private static Tensor spread(Node node, Tensor bias, int units) {
    if (bias.size() == 1) {
      return Tensor.filled(bias.get(0), units);
    }
    node.require(
        bias.size() == units && bias.dim(bias.rank() - 1) == units,
        "has a bias of shape %s for %d units".formatted(bias.shape(), units));
    return bias.reshape(units);
  }

  private static Tensor scaled(Tensor tensor, float factor) {
    if (factor == 1) {
      return tensor;
    }
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Tensor.of(values, tensor.shape().stream().mapToInt(Integer::intValue).toArray());
  }
}
