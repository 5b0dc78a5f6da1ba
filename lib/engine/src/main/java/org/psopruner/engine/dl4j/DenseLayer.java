package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/** A fully connected layer: matrix products. */
final class DenseLayer extends NativeLayer {
  private final Layer.Dense dense;
  private final Parameter weights;
  private final Optional<Parameter> bias;

  DenseLayer(Layer.Dense dense, Parameters parameters) {
    super(dense);
    this.dense = dense;
    this.weights = parameters.weights(dense.weights());
    this.bias = dense.bias().map(parameters::vector);
  }

  @Override
  Layer current() {
    return new Layer.Dense(
        dense.name(), dense.input(), weights.tensor(), bias.map(Parameter::tensor));
  }

  @Override
  Optional<Tensor> filterGradient() {
    return Optional.of(weights.gradientTensor());
  }

  @Override
  Optional<Tensor> filters() {
    return Optional.of(weights.tensor());
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return multiply(in, weights.value(), bias.map(Parameter::value), out);
  }

  @Override
  Optional<Runnable> foldedForward(
      List<INDArray> in, INDArray out, BatchNormLayer norm, Arena arena) {
    FoldedNorm folded = norm.folded();
    return Optional.of(
        multiply(
            in,
            folded.rows(weights.value(), arena),
            Optional.of(folded.bias(bias.map(Parameter::value), arena)),
            out));
  }

  private static Runnable multiply(
      List<INDArray> in, INDArray weights, Optional<INDArray> bias, INDArray out) {
    INDArray rows = MatrixProduct.rows(out);
    Runnable product = MatrixProduct.of(MatrixProduct.rows(in.get(0)), false, weights, true, rows);
    return MatrixProduct.plusBias(product, bias, rows);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    List<Runnable> steps = new ArrayList<>();
    INDArray gradient = MatrixProduct.rows(arrays.outGradient());
    steps.add(
        MatrixProduct.of(
            gradient, true, MatrixProduct.rows(arrays.input()), false, weights.gradient()));
    steps.add(
        MatrixProduct.of(
            gradient, false, weights.value(), false, MatrixProduct.rows(arrays.inputGradient())));
    bias.ifPresent(b -> steps.add(MatrixProduct.columnSums(gradient, b.gradient(), arena)));
    return new Steps(steps);
  }
}
