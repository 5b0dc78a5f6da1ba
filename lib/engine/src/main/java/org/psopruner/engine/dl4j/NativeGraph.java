package org.psopruner.engine.dl4j;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

/** The layers that a network's output depends on, with their weights in native memory. */
final class NativeGraph implements AutoCloseable {
  private final Network network;
  private final Parameters parameters;
  private final Map<String, NativeLayer> layers = new LinkedHashMap<>();
  private final Map<String, Integer> reads = new HashMap<>();

  /**
   * @throws UnsupportedLayerException if a softmax stands elsewhere than at the end
   */
  NativeGraph(Network network) {
    this.network = network;
    List<Layer> live = LiveLayers.of(network);
    live.stream()
        .filter(layer -> layer instanceof Layer.Softmax)
        .filter(layer -> !layer.name().equals(network.outputName()))
        .findAny()
        .ifPresent(
            layer -> {
              throw new UnsupportedLayerException(
                  "softmax layer '%s' is not the last layer; the DL4J engine runs a softmax only there"
                      .formatted(layer.name()));
            });
    parameters = new Parameters(live);
    for (Layer layer : live) {
      layers.put(layer.name(), nativeLayer(layer));
      layer.inputs().forEach(input -> reads.merge(input, 1, Integer::sum));
    }
  }

  Network network() {
    return network;
  }

  Parameters parameters() {
    return parameters;
  }

  /** The layers up to one of them, it included, in network order. */
  List<NativeLayer> layersUntil(String name) {
    List<String> names = List.copyOf(layers.keySet());
    return names.subList(0, names.indexOf(name) + 1).stream().map(layers::get).toList();
  }

  /** The layers up to the last batch norm; none if there is no batch norm. */
  List<NativeLayer> layersUntilLastBatchNorm() {
    return layers.values().stream()
        .filter(layer -> layer instanceof BatchNormLayer)
        .reduce((first, second) -> second)
        .map(last -> layersUntil(last.layer().name()))
        .orElse(List.of());
  }

  /** The name of what the softmax at the end reads, or of the output if there is no softmax. */
  String logits() {
    Layer last = network.layer(network.outputName());
    return last instanceof Layer.Softmax softmax ? softmax.input() : last.name();
  }

  /** The batch norm that alone reads this layer's output, if there is one. */
  Optional<BatchNormLayer> onlyNormAfter(NativeLayer layer) {
    String name = layer.layer().name();
    return layers.values().stream()
        .filter(reader -> reads(name) == 1 && reader.layer().inputs().contains(name))
        .filter(BatchNormLayer.class::isInstance)
        .map(BatchNormLayer.class::cast)
        .findAny();
  }

  /** How often layers read this output. */
  int reads(String name) {
    return reads.getOrDefault(name, 0);
  }

  /**
   * Whether a layer may write its output over its input: nobody else needs it, now or in the
   * backward steps.
   */
  boolean runsInPlace(NativeLayer layer, boolean training) {
    String input = layer.layer().inputs().get(0);
    return layer.runsInPlace(training)
        && layers.containsKey(input)
        && reads(input) == 1
        && !(training && layers.get(input).backwardReadsOutput());
  }

  /** The network with the weights as they are now. */
  Network current() {
    return network.withLayers(
        network.layers().stream()
            .map(
                layer ->
                    layers.containsKey(layer.name()) ? layers.get(layer.name()).current() : layer)
            .toList());
  }

  @Override
  public void close() {
    layers.values().forEach(NativeLayer::close);
    parameters.close();
  }

  private NativeLayer nativeLayer(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return ConvolutionLayer.supports(convolution)
          ? new ConvolutionLayer(convolution, parameters)
          : new GroupedLayer(convolution, parameters);
    } else if (layer instanceof Layer.BatchNorm norm) {
      return new BatchNormLayer(norm, parameters);
    } else if (layer instanceof Layer.Activation activation) {
      return new ActivationLayer(activation);
    } else if (layer instanceof Layer.Pooling pooling) {
      return new PoolingLayer(pooling);
    } else if (layer instanceof Layer.GlobalAveragePooling pooling) {
      return new PoolingLayer(pooling, network.shape(pooling.input()));
    } else if (layer instanceof Layer.Add add) {
      return new AddLayer(add);
    } else if (layer instanceof Layer.Concat concat) {
      return new ConcatLayer(concat);
    } else if (layer instanceof Layer.Flatten flatten) {
      return new FlattenLayer(flatten);
    } else if (layer instanceof Layer.Dense dense) {
      return new DenseLayer(dense, parameters);
    } else if (layer instanceof Layer.Softmax softmax) {
      return new SoftmaxLayer(softmax);
    }
    throw new UnsupportedLayerException(
        "the DL4J engine cannot run layer '%s' (%s)"
            .formatted(layer.name(), layer.getClass().getSimpleName()));
  }
}
