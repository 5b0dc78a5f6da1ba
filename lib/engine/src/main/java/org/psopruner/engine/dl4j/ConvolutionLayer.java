package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/** A convolution of one group, or a depthwise one with a filter for each input channel. */
final class ConvolutionLayer extends NativeLayer {
  /** libnd4j's number for weights as [height, width, channels, filters]. */
  static final long FILTERS_LAST = 0;

  /** Likewise for [filters, channels, height, width]. */
  static final long FILTERS_FIRST = 1;

  private final Layer.Convolution convolution;
  private final Window window;
  private final Parameter weights;
  private final Optional<Parameter> bias;
  private final boolean depthwise;

  ConvolutionLayer(Layer.Convolution convolution, Parameters parameters) {
    super(convolution);
    this.convolution = convolution;
    this.window = convolution.window();
    this.weights = parameters.weights(KernelLayout.toNative(convolution.weights()));
    this.bias = convolution.bias().map(parameters::vector);
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
        KernelLayout.toNetwork(weights.tensor()),
        bias.map(Parameter::tensor),
        window,
        convolution.groups());
  }

  @Override
  Optional<Tensor> filterGradient() {
    return Optional.of(KernelLayout.toNetwork(weights.gradientTensor()));
  }

  @Override
  Optional<Tensor> filters() {
    return Optional.of(KernelLayout.toNetwork(weights.tensor()));
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return convolve(in.get(0), weights.value(), bias.map(Parameter::value), out, window, arena);
  }

  @Override
  Optional<Runnable> foldedForward(
      List<INDArray> in, INDArray out, BatchNormLayer norm, Arena arena) {
    FoldedNorm folded = norm.folded();
    return Optional.of(
        convolve(
            in.get(0),
            folded.columns(weights.value(), arena),
            Optional.of(folded.bias(bias.map(Parameter::value), arena)),
            out,
            window,
            arena));
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    if (depthwise || !FilterGradient.supports(window)) {
      return backwardAtOnce(arrays, arena);
    }
    List<Runnable> steps = new ArrayList<>();
    steps.add(
        FilterGradient.of(arrays.input(), arrays.outGradient(), weights.gradient(), window, arena));
    INDArray outRows = MatrixProduct.rows(arrays.outGradient());
    bias.ifPresent(b -> steps.add(MatrixProduct.columnSums(outRows, b.gradient(), arena)));
    if (arrays.isInputLearned()) {
      steps.add(inputGradient(arrays.outGradient(), arrays.inputGradient(), arena));
    }
    return new Steps(steps);
  }

  /** By ND4J's own operation, for what the faster way does not serve. */
  private Runnable backwardAtOnce(Backward arrays, Arena arena) {
    Padding padding = new Padding(window);
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
                settings(window, padding, FILTERS_LAST)),
            padding.crop(paddedGradient, arrays.inputGradient()));
    padding.release(in, padded, arena);
    padding.release(arrays.inputGradient(), paddedGradient, arena);
    return step;
  }

  /**
   * A convolution of the output's gradient with the filters turned around, padded by what the
   * window reaches beyond its own padding.
   */
  private Runnable inputGradient(INDArray outGradient, INDArray inGradient, Arena arena) {
    Window turnedWindow =
        new Window(
            window.height(),
            window.width(),
            1,
            1,
            window.height() - 1 - window.top(),
            window.width() - 1 - window.left(),
            window.height() - 1 - window.bottom(),
            window.width() - 1 - window.right());
    INDArray turned =
        arena.take(
            window.height(), window.width(), convolution.filters(), convolution.inputChannels());
    List<Runnable> steps = new ArrayList<>();
    long size = (long) convolution.filters() * convolution.inputChannels();
    for (int place = 0; place < window.area(); place++) {
      steps.add(
          new Operation(
              "permute",
              List.of(
                  Arrays.view(
                      weights.value(),
                      place * size,
                      convolution.inputChannels(),
                      convolution.filters())),
              List.of(
                  Arrays.view(
                      turned,
                      (window.area() - 1 - place) * size,
                      convolution.filters(),
                      convolution.inputChannels())),
              1,
              0));
    }
    steps.add(convolve(outGradient, turned, Optional.empty(), inGradient, turnedWindow, arena));
    arena.release(turned);
    return new Steps(steps);
  }

  private Runnable convolve(
      INDArray in,
      INDArray filters,
      Optional<INDArray> offsets,
      INDArray out,
      Window over,
      Arena arena) {
    if (!depthwise && Patches.pay(in, out)) {
      INDArray matrix = Patches.matrix(in, out, over, arena);
      INDArray rows = MatrixProduct.rows(out);
      INDArray columns = Arrays.view(filters, 0, matrix.size(1), rows.size(1));
      Runnable product = MatrixProduct.of(matrix, false, columns, false, rows);
      Runnable step =
          Steps.of(
              new Patches(in, out, over, matrix), MatrixProduct.plusBias(product, offsets, rows));
      arena.release(matrix);
      return step;
    }
    Padding padding = new Padding(over);
    INDArray padded = padding.padded(in, arena);
    Runnable step =
        Steps.of(
            padding.fill(in, padded, 0),
            new Operation(
                depthwise ? "depthwise_conv2d" : "conv2d",
                Stream.concat(Stream.of(padded, kernels(filters)), offsets.stream()).toList(),
                List.of(out),
                settings(over, padding, FILTERS_LAST)));
    padding.release(in, padded, arena);
    return step;
  }

  /**
   * libnd4j's integer arguments: kernel, strides, padding, dilation, padding as given (0), NHWC
   * (1), the weights' format.
   */
  static long[] settings(Window window, Padding padding, long format) {
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
      format
    };
  }

  /** A depthwise operation wants [height, width, channels, filters a channel]. */
  private INDArray kernels(INDArray array) {
    return depthwise
        ? Arrays.view(array, 0, array.size(0), array.size(1), array.size(3), 1)
        : array;
  }
}
