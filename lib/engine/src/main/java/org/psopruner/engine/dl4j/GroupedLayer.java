package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/**
 * A convolution in groups, run group by group: ND4J has no operation for it. Channels of a group
 * are copied out and back, for oneDNN is slow on arrays with gaps.
 */
final class GroupedLayer extends NativeLayer {
  private final Layer.Convolution convolution;
  private final Parameter weights;
  private final Optional<Parameter> bias;
  private final Padding padding;

  GroupedLayer(Layer.Convolution convolution, Parameters parameters) {
    super(convolution);
    this.convolution = convolution;
    this.weights = parameters.weights(convolution.weights());
    this.bias = convolution.bias().map(parameters::vector);
    this.padding = new Padding(convolution.window());
  }

  @Override
  Layer current() {
    return new Layer.Convolution(
        convolution.name(),
        convolution.input(),
        weights.tensor(),
        bias.map(Parameter::tensor),
        convolution.window(),
        convolution.groups());
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
    INDArray padded = padding.padded(in.get(0), arena);
    INDArray groupIn = groupArray(padded, arena);
    INDArray groupOut = groupArray(out, arena);
    List<Runnable> steps = new ArrayList<>();
    steps.add(padding.fill(in.get(0), padded, 0));
    for (int group = 0; group < convolution.groups(); group++) {
      INDArray from = channels(padded, group);
      INDArray to = channels(out, group);
      steps.add(() -> groupIn.assign(from));
      steps.add(
          new Operation(
              "conv2d",
              Stream.concat(
                      Stream.of(groupIn, filters(weights.value(), group)),
                      groupBias(group, Parameter::value))
                  .toList(),
              List.of(groupOut),
              ConvolutionLayer.settings(
                  convolution.window(), padding, ConvolutionLayer.FILTERS_FIRST)));
      steps.add(() -> to.assign(groupOut));
    }
    arena.release(groupIn);
    arena.release(groupOut);
    padding.release(in.get(0), padded, arena);
    return new Steps(steps);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    INDArray padded = padding.padded(arrays.input(), arena);
    INDArray paddedGradient = padding.padded(arrays.inputGradient(), arena);
    INDArray groupIn = groupArray(padded, arena);
    INDArray groupInGradient = groupArray(padded, arena);
    INDArray groupOutGradient = groupArray(arrays.outGradient(), arena);
    List<Runnable> steps = new ArrayList<>();
    steps.add(padding.fill(arrays.input(), padded, 0));
    for (int group = 0; group < convolution.groups(); group++) {
      INDArray from = channels(padded, group);
      INDArray fromGradient = channels(arrays.outGradient(), group);
      INDArray toGradient = channels(paddedGradient, group);
      steps.add(() -> groupIn.assign(from));
      steps.add(() -> groupOutGradient.assign(fromGradient));
      steps.add(
          new Operation(
              "conv2d_bp",
              Stream.of(
                      Stream.of(groupIn, filters(weights.value(), group)),
                      groupBias(group, Parameter::value),
                      Stream.of(groupOutGradient))
                  .flatMap(array -> array)
                  .toList(),
              Stream.concat(
                      Stream.of(groupInGradient, filters(weights.gradient(), group)),
                      groupBias(group, Parameter::gradient))
                  .toList(),
              ConvolutionLayer.settings(
                  convolution.window(), padding, ConvolutionLayer.FILTERS_FIRST)));
      steps.add(() -> toGradient.assign(groupInGradient));
    }
    steps.add(padding.crop(paddedGradient, arrays.inputGradient()));
    Stream.of(groupIn, groupInGradient, groupOutGradient).forEach(arena::release);
    padding.release(arrays.input(), padded, arena);
    padding.release(arrays.inputGradient(), paddedGradient, arena);
    return new Steps(steps);
  }

  private INDArray groupArray(INDArray whole, Arena arena) {
    return arena.take(
        whole.size(0), whole.size(1), whole.size(2), whole.size(3) / convolution.groups());
  }

  private INDArray channels(INDArray whole, int group) {
    long size = whole.size(3) / convolution.groups();
    return whole.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(group * size, (group + 1) * size));
  }

  private INDArray filters(INDArray whole, int group) {
    long size = whole.size(0) / convolution.groups();
    return Arrays.rows(whole, group * size, size);
  }

  private Stream<INDArray> groupBias(
      int group, java.util.function.Function<Parameter, INDArray> array) {
    return bias.map(array).map(whole -> filters(whole, group)).stream();
  }
}
