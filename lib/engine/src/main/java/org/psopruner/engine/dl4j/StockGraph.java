package org.psopruner.engine.dl4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/** A network as DL4J's stock layers, which compute in [n, channels, height, width]. */
final class StockGraph implements AutoCloseable {
  private final Network network;
  private final GraphBuilder builder;
  private final ComputationGraph model;
  private final Set<String> flat = new HashSet<>();

  StockGraph(Network network) {
    this.network = network;
    builder =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .validateOutputLayerConfig(false)
            .addInputs(network.inputName())
            .setOutputs(network.outputName());
    List<Layer> layers = LiveLayers.of(network);
    layers.forEach(this::add);
    model = new ComputationGraph(builder.build());
    model.init();
    layers.forEach(this::copyWeights);
  }

  ComputationGraph model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }

  private void add(Layer layer) {
    String input = layer.inputs().get(0);
    if (layer.inputs().stream().anyMatch(flat::contains)) {
      flat.add(layer.name());
      requireVectors(layer);
    }
    if (layer instanceof Layer.Convolution convolution) {
      add(convolution);
    } else if (layer instanceof Layer.BatchNorm norm) {
      builder.addLayer(
          norm.name(),
          new BatchNormalization.Builder()
              .nIn(norm.channels())
              .nOut(norm.channels())
              .eps(norm.epsilon())
              .useLogStd(false)
              .build(),
          input);
    } else if (layer instanceof Layer.Activation activation) {
      addActivation(layer.name(), activation(activation), input);
    } else if (layer instanceof Layer.Softmax) {
      addActivation(layer.name(), new ActivationSoftmax(), flattened(input));
    } else if (layer instanceof Layer.Pooling pooling) {
      add(pooling);
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      builder.addLayer(
          layer.name(),
          new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build(),
          input);
    } else if (layer instanceof Layer.Add add) {
      builder.addVertex(
          layer.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), alike(add.inputs()));
    } else if (layer instanceof Layer.Concat concat) {
      builder.addVertex(layer.name(), new MergeVertex(), alike(concat.inputs()));
    } else if (layer instanceof Layer.Flatten) {
      if (flat.contains(input)) {
        addActivation(layer.name(), new ActivationIdentity(), input);
      } else {
        addFlatten(layer.name(), input);
      }
    } else if (layer instanceof Layer.Dense dense) {
      builder.addLayer(
          dense.name(),
          new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
              .nIn(dense.weights().dim(1))
              .nOut(dense.units())
              .hasBias(dense.bias().isPresent())
              .activation(new ActivationIdentity())
              .build(),
          flattened(input));
      flat.add(dense.name());
    }
  }

  /** To DL4J vectors are no images of one pixel. */
  private static void requireVectors(Layer layer) {
    if (layer instanceof Layer.Convolution
        || layer instanceof Layer.Pooling
        || layer instanceof Layer.GlobalAveragePooling) {
      throw unsupported(layer, "it reads vectors as images of one pixel");
    }
  }

  /** Inputs of one layer: all as vectors if one of them is. */
  private String[] alike(List<String> inputs) {
    return (inputs.stream().anyMatch(flat::contains)
            ? inputs.stream().map(this::flattened)
            : inputs.stream())
        .toArray(String[]::new);
  }

  private void add(Layer.Convolution convolution) {
    Padding padding = new Padding(convolution.window());
    String input = padded(convolution, padding);
    int[] kernel = {convolution.window().height(), convolution.window().width()};
    int[] stride = {convolution.window().strideY(), convolution.window().strideX()};
    int[] rest = {padding.rows(), padding.columns()};
    if (convolution.groups() == 1) {
      builder.addLayer(
          convolution.name(),
          new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(kernel, stride, rest)
              .nIn(convolution.inputChannels())
              .nOut(convolution.filters())
              .hasBias(convolution.bias().isPresent())
              .convolutionMode(ConvolutionMode.Truncate)
              .activation(new ActivationIdentity())
              .build(),
          input);
    } else if (convolution.groups() == convolution.inputChannels()) {
      builder.addLayer(
          convolution.name(),
          new DepthwiseConvolution2D.Builder(kernel, stride, rest)
              .nIn(convolution.inputChannels())
              .nOut(convolution.filters())
              .depthMultiplier(convolution.filters() / convolution.groups())
              .hasBias(convolution.bias().isPresent())
              .convolutionMode(ConvolutionMode.Truncate)
              .activation(new ActivationIdentity())
              .build(),
          input);
    } else {
      throw unsupported(convolution, "convolution in " + convolution.groups() + " groups");
    }
  }

  private void add(Layer.Pooling pooling) {
    Padding padding = new Padding(pooling.window());
    boolean average = pooling.kind() == Layer.Pooling.Kind.AVERAGE;
    if (padding.isExplicit() && !(average && pooling.countPadding())) {
      throw unsupported(pooling, "pooling with padding that differs between sides");
    }
    builder.addLayer(
        pooling.name(),
        new SubsamplingLayer.Builder(
                average ? PoolingType.AVG : PoolingType.MAX,
                new int[] {pooling.window().height(), pooling.window().width()},
                new int[] {pooling.window().strideY(), pooling.window().strideX()},
                new int[] {padding.rows(), padding.columns()})
            .convolutionMode(ConvolutionMode.Truncate)
            .avgPoolIncludePadInDivisor(pooling.countPadding())
            .build(),
        padded(pooling, padding));
  }

  /** The name of the layer's input, behind a layer of zeros if its padding needs one. */
  private String padded(Layer layer, Padding padding) {
    String input = layer.inputs().get(0);
    if (!padding.isExplicit()) {
      return input;
    }
    String name = layer.name() + "-padding";
    builder.addLayer(
        name,
        new ZeroPaddingLayer.Builder(
                padding.window().top(),
                padding.window().bottom(),
                padding.window().left(),
                padding.window().right())
            .build(),
        input);
    return name;
  }

  private void addActivation(String name, IActivation function, String input) {
    builder.addLayer(name, new org.deeplearning4j.nn.conf.layers.ActivationLayer(function), input);
  }

  private static IActivation activation(Layer.Activation layer) {
    return switch (layer.function()) {
      case RELU -> new ActivationReLU();
      case RELU6 -> new ActivationReLU6();
      case LEAKY_RELU -> new ActivationLReLU(layer.alpha());
      case SIGMOID -> new ActivationSigmoid();
      case TANH -> new ActivationTanH();
      case SWISH -> new ActivationSwish();
      case HARD_SIGMOID, HARD_SWISH -> throw unsupported(layer, "activation " + layer.function());
    };
  }

  /** The name of a layer's output as vectors, which may need a step that flattens it. */
  private String flattened(String name) {
    if (flat.contains(name)) {
      return name;
    }
    String flattened = name + "-flat";
    if (flat.add(flattened)) {
      addFlatten(flattened, name);
    }
    return flattened;
  }

  private void addFlatten(String name, String input) {
    Shape shape = network.shape(input);
    builder.addVertex(
        name,
        new PreprocessorVertex(
            new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels())),
        input);
    flat.add(name);
  }

  private void copyWeights(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      Tensor weights = convolution.weights();
      set(layer, "W", convolution.groups() == 1 ? weights : pixelsFirst(weights));
      convolution.bias().ifPresent(bias -> set(layer, "b", bias));
    } else if (layer instanceof Layer.Dense dense) {
      set(layer, "W", transposed(dense.weights()));
      dense.bias().ifPresent(bias -> set(layer, "b", bias));
    } else if (layer instanceof Layer.BatchNorm norm) {
      set(layer, "gamma", norm.scale());
      set(layer, "beta", norm.shift());
      set(layer, "mean", norm.mean());
      set(layer, "var", norm.variance());
    }
  }

  private void set(Layer layer, String parameter, Tensor tensor) {
    INDArray target = model.getLayer(layer.name()).getParam(parameter);
    try (INDArray values = Arrays.of(tensor.buffer(), target.shape())) {
      target.assign(values);
    }
  }

  /** DL4J keeps depthwise weights as [height, width, channels, filters a channel]. */
  private static Tensor pixelsFirst(Tensor weights) {
    int filters = weights.dim(0);
    return transposed(weights.reshape(filters, weights.size() / filters));
  }

  private static Tensor transposed(Tensor matrix) {
    int rows = matrix.dim(0);
    int columns = matrix.dim(1);
    float[] values = new float[matrix.size()];
    for (int i = 0; i < values.length; i++) {
      values[i % columns * rows + i / columns] = matrix.get(i);
    }
    return Tensor.of(values, columns, rows);
  }

  private static UnsupportedLayerException unsupported(Layer layer, String what) {
    return new UnsupportedLayerException(
        "DL4J has no layer for '%s' (%s); the network cannot be written as a DL4J zip"
            .formatted(layer.name(), what));
  }
}
