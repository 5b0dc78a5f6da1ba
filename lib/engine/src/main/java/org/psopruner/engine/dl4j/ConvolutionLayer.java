package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Window;

/** A convolution of one group, or a depthwise one with a filter for each input channel. */
final class ConvolutionLayer extends NativeLayer {
  private final Layer.Convolution convolution;
  private final Parameter weights;
  private final Optional<Parameter> bias;
  private final Padding padding;
  private final boolean depthwise;

  ConvolutionLayer(Layer.Convolution convolution, Parameters parameters) {
    super(convolution);
    this.convolution = convolution;
    this.weights = parameters.weights(convolution.weights());
    this.bias = convolution.bias().map(parameters::vector);
    this.padding = new Padding(convolution.window());
    this.depthwise = convolution.groups() > 1;
  }

  /** Whether {@link ConvolutionLayer} can run it; else it is one for {@link GroupedLayer}. */
  static boolean supports(Layer.Convolution convolution) {
    return convolution.groups() == 1
        || (convolution.groups() == convolution.inputChannels()
            && convolution.groups() == convolution.filters());
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
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return convolve(in, weights.value(), bias.map(Parameter::value), out, arena);
  }

  @Override
  Optional<Runnable> foldedForward(
      List<INDArray> in, INDArray out, BatchNormLayer norm, Arena arena) {
    FoldedNorm folded = norm.folded();
    return Optional.of(
        convolve(
            in,
            folded.weights(weights.value(), arena),
            Optional.of(folded.bias(bias.map(Parameter::value), arena)),
            out,
            arena));
  }

  private Runnable convolve(
      List<INDArray> in, INDArray filters, Optional<INDArray> offsets, INDArray out, Arena arena) {
    INDArray padded = padding.padded(in.get(0), arena);
    Runnable step =
        Steps.of(
            padding.fill(in.get(0), padded, 0),
            new Operation(
                depthwise ? "depthwise_conv2d" : "conv2d",
                Stream.concat(Stream.of(padded, kernels(filters)), offsets.stream()).toList(),
                List.of(out),
                settings(convolution.window(), padding)));
    padding.release(in.get(0), padded, arena);
    return step;
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    INDArray in = arrays.input();
    INDArray padded = padding.padded(in, arena);
    INDArray paddedGradient = padding.padded(arrays.inputGradient(), arena);
    Runnable step =
        Steps.of(
            padding.fill(in, padded, 0),
            new Operation(
                depthwise ? "depthwise_conv2d_bp" : "conv2d_bp",
                Stream.of(
                        Stream.of(padded, kernels(weights.value())),
                        bias.stream().map(Parameter::value),
                        Stream.of(arrays.outGradient()))
                    .flatMap(array -> array)
                    .toList(),
                Stream.concat(
                        Stream.of(paddedGradient, kernels(weights.gradient())),
                        bias.stream().map(Parameter::gradient))
                    .toList(),
                settings(convolution.window(), padding)),
            padding.crop(paddedGradient, arrays.inputGradient()));
    padding.release(in, padded, arena);
    padding.release(arrays.inputGradient(), paddedGradient, arena);
    return step;
  }

  /**
   * libnd4j's integer arguments: kernel, strides, padding, dilation, padding as given (0), NHWC
   * (1), weights as [filters, channels, height, width] (1).
   */
  static long[] settings(Window window, Padding padding) {
    return new long[] {
      window.height(),
      window.width(),
      window.strideY(),
      window.strideX(),
      padding.rows(),
      padding.columns(),
      1,
      1,
      0,
      1,
      1
    };
  }

  /** A depthwise operation wants [filters a channel, channels, height, width]. */
  private INDArray kernels(INDArray array) {
    return depthwise
        ? Arrays.view(array, 0, 1, array.size(0), array.size(2), array.size(3))
        : array;
  }
}
