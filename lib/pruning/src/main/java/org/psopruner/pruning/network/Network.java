package org.psopruner.pruning.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained convolutional network: an immutable directed acyclic graph of layers with one image
 * input and one output. Batches have the axes [n, channels, height, width].
 */
public final class Network {
  private final String inputName;
  private final List<Layer> layers;
  private final String outputName;
  private final Map<String, Layer> byName;
  private final Map<String, Shape> shapes;
  private final Map<String, List<Layer>> consumers;

  /**
   * @param inputName the name under which layers read the image
   * @param inputShape the size of one image
   * @param layers in an order in which every layer comes after those it reads
   * @param outputName the layer whose output is the network's
   * @throws InvalidNetworkException if a name is missing or taken twice, or shapes do not fit
   */
  public Network(String inputName, Shape inputShape, List<Layer> layers, String outputName) {
    this.inputName = inputName;
    this.layers = List.copyOf(layers);
    this.outputName = outputName;
    this.byName = new LinkedHashMap<>();
    this.shapes = new HashMap<>();
    this.consumers = new HashMap<>();
    shapes.put(inputName, inputShape);
    for (Layer layer : this.layers) {
      for (String input : layer.inputs()) {
        if (!shapes.containsKey(input)) {
          throw new InvalidNetworkException(
              "layer '%s' reads '%s', which no earlier layer gives".formatted(layer.name(), input));
        }
        consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(layer);
      }
      if (shapes.containsKey(layer.name())) {
        throw new InvalidNetworkException("two layers are called '" + layer.name() + "'");
      }
      byName.put(layer.name(), layer);
      shapes.put(layer.name(), outputShape(layer));
    }
    if (!byName.containsKey(outputName)) {
      throw new InvalidNetworkException("the output '" + outputName + "' is no layer");
    }
  }

  public String inputName() {
    return inputName;
  }

  /** The size of one input image. */
  public Shape inputShape() {
    return shapes.get(inputName);
  }

  /** All layers, each after those it reads. */
  public List<Layer> layers() {
    return layers;
  }

  public String outputName() {
    return outputName;
  }

  /** The size of one output; its channels are the classes. */
  public Shape outputShape() {
    return shapes.get(outputName);
  }

  /** The output size of a layer, or of the input. */
  public Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("the network has no layer '" + name + "'");
    }
    return shape;
  }

  /** The layer of that name. */
  public Layer layer(String name) {
    Layer layer = byName.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("the network has no layer '" + name + "'");
    }
    return layer;
  }

  /** The layers that read this one's output, in network order. */
  public List<Layer> consumers(String name) {
    return List.copyOf(consumers.getOrDefault(name, List.of()));
  }

  /** The same graph with other layers: for weights that changed, or channels that went. */
  public Network withLayers(List<Layer> changed) {
    return new Network(inputName, inputShape(), changed, outputName);
  }

  /** All that the network learned: the tensors of its layers, in network order. */
  public List<Tensor> tensors() {
    return layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
  }

  /**
   * The same network with other values in place of {@link #tensors}.
   *
   * @param tensors as many, of the same shapes, in the same order
   * @throws InvalidNetworkException if they are not
   */
  public Network withTensors(List<Tensor> tensors) {
    if (!shapes(tensors).equals(shapes(tensors()))) {
      throw new InvalidNetworkException("the tensors are not those of the network's layers");
    }
    Iterator<Tensor> next = tensors.iterator();
    List<Layer> changed = new ArrayList<>();
    for (Layer layer : layers) {
      changed.add(layer.withTensors(layer.tensors().stream().map(old -> next.next()).toList()));
    }
    return withLayers(changed);
  }

  private static List<List<Integer>> shapes(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::shape).toList();
  }

  private Shape outputShape(Layer layer) {
    Shape in = shapes.get(layer.inputs().get(0));
    if (layer instanceof Layer.Convolution convolution) {
      requireChannels(layer, in.channels(), convolution.inputChannels());
      return fitted(layer, convolution.window(), in, convolution.filters());
    } else if (layer instanceof Layer.BatchNorm norm) {
      requireChannels(layer, in.channels(), norm.channels());
      return in;
    } else if (layer instanceof Layer.Pooling pooling) {
      return fitted(layer, pooling.window(), in, in.channels());
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      return new Shape(in.channels(), 1, 1);
    } else if (layer instanceof Layer.Add add) {
      for (String input : add.inputs()) {
        requireSame(layer, in, shapes.get(input));
      }
      return in;
    } else if (layer instanceof Layer.Concat concat) {
      int channels = 0;
      for (String input : concat.inputs()) {
        Shape part = shapes.get(input);
        requireSame(layer, in, new Shape(in.channels(), part.height(), part.width()));
        channels += part.channels();
      }
      return new Shape(channels, in.height(), in.width());
    } else if (layer instanceof Layer.Flatten) {
      return new Shape(in.size(), 1, 1);
    } else if (layer instanceof Layer.Dense dense) {
      if (in.area() != 1) {
        throw new InvalidNetworkException(
            "dense layer '%s' reads %s, which is not flattened".formatted(layer.name(), in));
      }
      requireChannels(layer, in.channels(), dense.weights().dim(1));
      return new Shape(dense.units(), 1, 1);
    }
    return in;
  }

  private static Shape fitted(Layer layer, Window window, Shape in, int channels) {
    try {
      return window.over(in, channels);
    } catch (InvalidNetworkException e) {
      throw new InvalidNetworkException(
          "the window of layer '%s' is larger than its input %s".formatted(layer.name(), in));
    }
  }

  private static void requireChannels(Layer layer, int given, int expected) {
    if (given != expected) {
      throw new InvalidNetworkException(
          "layer '%s' reads %d channels, its weights are for %d"
              .formatted(layer.name(), given, expected));
    }
  }

  private static void requireSame(Layer layer, Shape one, Shape other) {
    if (!one.equals(other)) {
      throw new InvalidNetworkException(
          "layer '%s' joins shapes that differ: %s and %s".formatted(layer.name(), one, other));
    }
  }
}
