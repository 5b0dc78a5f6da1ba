package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;

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
            folded.weights(weights.value(), arena),
            Optional.of(folded.bias(bias.map(Parameter::value), arena)),
            out));
  }

  private static Runnable multiply(
      List<INDArray> in, INDArray rows, Optional<INDArray> offsets, INDArray out) {
    List<Runnable> steps = new ArrayList<>();
    INDArray outRows = rows(out);
    steps.add(product(rows(in.get(0)), false, rows, true, outRows));
    offsets.ifPresent(
        b -> steps.add(new Operation("biasadd", List.of(outRows, b), List.of(outRows))));
    return new Steps(steps);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    List<Runnable> steps = new ArrayList<>();
    INDArray gradient = rows(arrays.outGradient());
    steps.add(product(gradient, true, rows(arrays.input()), false, weights.gradient()));
    steps.add(product(gradient, false, weights.value(), false, rows(arrays.inputGradient())));
    bias.ifPresent(
        b -> {
          INDArray ones = arena.keep(1, gradient.size(0)).assign(1);
          steps.add(
              product(
                  ones, false, gradient, false, Arrays.view(b.gradient(), 0, 1, dense.units())));
        });
    return new Steps(steps);
  }

  private static INDArray rows(INDArray array) {
    return Arrays.view(array, 0, array.size(0), array.size(3));
  }

  private static Operation product(
      INDArray left, boolean turnLeft, INDArray right, boolean turnRight, INDArray result) {
    return new Operation(
        "matmul", List.of(left, right), List.of(result), turnLeft ? 1 : 0, turnRight ? 1 : 0);
  }
}
