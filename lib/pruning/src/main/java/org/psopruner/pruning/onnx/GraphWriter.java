package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/** Writes one network as an ONNX graph, in which each value carries its layer's name. */
final class GraphWriter {
  private final Network network;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("PSOPruner");
  private final Set<String> taken = new HashSet<>();
  private final Set<String> images = new HashSet<>();
  private final Map<String, String> views = new HashMap<>();

  GraphWriter(Network network) {
    this.network = network;
  }

  GraphProto write() {
    taken.add(network.inputName());
    network.layers().forEach(layer -> taken.add(layer.name()));
    images.add(network.inputName());
    graph.addInput(info(network.inputName(), network.inputShape()));
    for (Layer layer : network.layers()) {
      write(layer);
      if (Ranks.givesImage(layer, images::contains)) {
        images.add(layer.name());
      }
    }
    graph.addOutput(info(network.outputName(), network.outputShape()));
    return graph.build();
  }

  private void write(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      NodeProto.Builder node =
          window(node("Conv", layer), convolution.window())
              .addAttribute(integers("dilations", 1, 1))
              .addAttribute(integer("group", convolution.groups()))
              .addInput(constant(layer, "weight", convolution.weights()));
      convolution.bias().ifPresent(bias -> node.addInput(constant(layer, "bias", bias)));
      graph.addNode(node);
    } else if (layer instanceof Layer.BatchNorm norm) {
      graph.addNode(
          node("BatchNormalization", layer)
              .addInput(constant(layer, "weight", norm.scale()))
              .addInput(constant(layer, "bias", norm.shift()))
              .addInput(constant(layer, "running_mean", norm.mean()))
              .addInput(constant(layer, "running_var", norm.variance()))
              .addAttribute(number("epsilon", norm.epsilon())));
    } else if (layer instanceof Layer.Activation activation) {
      write(activation);
    } else if (layer instanceof Layer.Pooling pooling) {
      graph.addNode(pool(pooling));
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      graph.addNode(node("GlobalAveragePool", layer));
    } else if (layer instanceof Layer.Add) {
      graph.addNode(node(layer.inputs().size() == 2 ? "Add" : "Sum", layer));
    } else if (layer instanceof Layer.Concat) {
      graph.addNode(node("Concat", layer).addAttribute(integer("axis", 1)));
    } else if (layer instanceof Layer.Flatten) {
      graph.addNode(node("Flatten", layer).addAttribute(integer("axis", 1)));
    } else if (layer instanceof Layer.Dense dense) {
      NodeProto.Builder node =
          node("Gemm", layer)
              .addInput(constant(layer, "weight", dense.weights()))
              .addAttribute(integer("transB", 1));
      dense.bias().ifPresent(bias -> node.addInput(constant(layer, "bias", bias)));
      graph.addNode(node);
    } else if (layer instanceof Layer.Softmax) {
      graph.addNode(node("Softmax", layer).addAttribute(integer("axis", 1)));
    }
  }

  private void write(Layer.Activation layer) {
    switch (layer.function()) {
      case RELU -> graph.addNode(node("Relu", layer));
      case RELU6 ->
          graph.addNode(
              node("Clip", layer)
                  .addInput(constant(layer, "min", Tensor.of(new float[] {0})))
                  .addInput(constant(layer, "max", Tensor.of(new float[] {6}))));
      case LEAKY_RELU ->
          graph.addNode(node("LeakyRelu", layer).addAttribute(number("alpha", layer.alpha())));
      case SIGMOID -> graph.addNode(node("Sigmoid", layer));
      case TANH -> graph.addNode(node("Tanh", layer));
      case HARD_SIGMOID ->
          graph.addNode(
              node("HardSigmoid", layer)
                  .addAttribute(number("alpha", 1f / 6))
                  .addAttribute(number("beta", 0.5f)));
      case HARD_SWISH -> graph.addNode(node("HardSwish", layer));
      case SWISH -> {
        // Opset 17 has no operator for it.
        String sigmoid = unique(layer.name() + ".sigmoid");
        graph.addNode(
            NodeProto.newBuilder()
                .setOpType("Sigmoid")
                .setName(sigmoid)
                .addInput(layer.input())
                .addOutput(sigmoid));
        graph.addNode(node("Mul", layer).addInput(sigmoid));
      }
    }
  }

  private NodeProto.Builder pool(Layer.Pooling layer) {
    boolean max = layer.kind() == Layer.Pooling.Kind.MAX;
    NodeProto.Builder node = window(node(max ? "MaxPool" : "AveragePool", layer), layer.window());
    return max
        ? node
        : node.addAttribute(integer("count_include_pad", layer.countPadding() ? 1 : 0));
  }

  /** A node of the layer's name that reads what the layer reads, with as many axes as it needs. */
  private NodeProto.Builder node(String operator, Layer layer) {
    boolean asImages =
        Ranks.readsImage(layer)
            || (!(layer instanceof Layer.Dense)
                && layer.inputs().stream().allMatch(images::contains));
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(layer.name()).addOutput(layer.name());
    layer.inputs().forEach(input -> node.addInput(view(input, asImages)));
    return node;
  }

  /** The name under which a value has the axes of an image, or those of features. */
  private String view(String value, boolean asImage) {
    if (images.contains(value) == asImage) {
      return value;
    }
    return views.computeIfAbsent(
        value,
        key -> {
          String operator = asImage ? "Unsqueeze" : "Squeeze";
          String view = unique(value + (asImage ? ".image" : ".features"));
          String axes = unique(view + ".axes");
          graph.addInitializer(
              TensorProto.newBuilder()
                  .setName(axes)
                  .setDataType(DataType.INT64.getNumber())
                  .addDims(2)
                  .addInt64Data(2)
                  .addInt64Data(3));
          graph.addNode(
              NodeProto.newBuilder()
                  .setOpType(operator)
                  .setName(view)
                  .addInput(value)
                  .addInput(axes)
                  .addOutput(view));
          return view;
        });
  }

  private String constant(Layer layer, String part, Tensor tensor) {
    String name = unique(layer.name() + "." + part);
    graph.addInitializer(Tensors.write(name, tensor));
    return name;
  }

  private String unique(String wish) {
    String name = wish;
    for (int i = 2; !taken.add(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  private ValueInfoProto info(String name, Shape shape) {
    TensorShapeProto.Builder dims =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    List<Integer> lengths =
        images.contains(name)
            ? List.of(shape.channels(), shape.height(), shape.width())
            : List.of(shape.channels());
    lengths.forEach(length -> dims.addDim(Dimension.newBuilder().setDimValue(length)));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(dims)))
        .build();
  }

  private static NodeProto.Builder window(NodeProto.Builder node, Window window) {
    return node.addAttribute(integers("kernel_shape", window.height(), window.width()))
        .addAttribute(integers("strides", window.strideY(), window.strideX()))
        .addAttribute(
            integers("pads", window.top(), window.left(), window.bottom(), window.right()));
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  private static AttributeProto integers(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (int value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }
}
