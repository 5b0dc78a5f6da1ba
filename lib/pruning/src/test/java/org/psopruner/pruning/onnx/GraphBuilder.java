package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Builds ONNX files by hand, to imitate what exporters write. */
final class GraphBuilder {
  private final Random random = new Random(3);
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");
  private final int opset;

  /** A graph with the input {@code image} of these axes; −1 is free. */
  GraphBuilder(int opset, int... axes) {
    this.opset = opset;
    graph.addInput(info("image", axes));
  }

  /** A node of one output, which carries the node's name. */
  GraphBuilder node(String operator, String name, List<String> inputs, AttributeProto... with) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(with)));
    return this;
  }

  GraphBuilder node(String operator, String name, String input, AttributeProto... with) {
    return node(operator, name, List.of(input), with);
  }

  GraphBuilder node(NodeProto node) {
    graph.addNode(node);
    return this;
  }

  /** A convolution with random weights and a bias, padded to keep the size at stride 1. */
  GraphBuilder conv(String name, String input, int in, int out, int size, AttributeProto... with) {
    int groups =
        (int)
            List.of(with).stream()
                .filter(a -> a.getName().equals("group"))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(1);
    weights(name + ".weight", out, in / groups, size, size);
    weights(name + ".bias", out);
    return node("Conv", name, List.of(input, name + ".weight", name + ".bias"), with);
  }

  GraphBuilder batchNorm(String name, String input, int channels) {
    weights(name + ".weight", channels);
    weights(name + ".bias", channels);
    weights(name + ".running_mean", channels);
    float[] variance = new float[channels];
    IntStream.range(0, channels).forEach(i -> variance[i] = 0.5f + random.nextFloat());
    floats(name + ".running_var", variance, channels);
    return node(
        "BatchNormalization",
        name,
        List.of(
            input, name + ".weight", name + ".bias", name + ".running_mean", name + ".running_var"),
        number("epsilon", 1e-3f),
        number("momentum", 0.9f));
  }

  /** Random weights of about the size that keeps activations as large as they were. */
  GraphBuilder weights(String name, int... shape) {
    int size = IntStream.of(shape).reduce(1, Math::multiplyExact);
    float spread = (float) Math.sqrt(shape.length > 1 ? 2.0 * shape[0] / size : 0.1);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() * spread;
    }
    return floats(name, values, shape);
  }

  GraphBuilder floats(String name, float[] values, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    IntStream.of(shape).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor(tensor.build());
  }

  GraphBuilder integers(String name, long... values) {
    return tensor(integerTensor(values).toBuilder().setName(name).build());
  }

  GraphBuilder scalar(String name, long value) {
    return tensor(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addInt64Data(value)
            .build());
  }

  GraphBuilder tensor(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** The file, with one output. */
  byte[] build(String output, int... axes) {
    return model(output, axes).toByteArray();
  }

  ModelProto model(String output, int... axes) {
    graph.clearOutput().addOutput(info(output, axes));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .setGraph(graph)
        .build();
  }

  static TensorProto integerTensor(long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDataType(DataType.INT64.getNumber()).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  static ValueInfoProto info(String name, int... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis : axes) {
      shape.addDim(
          axis < 0
              ? Dimension.newBuilder().setDimParam("batch")
              : Dimension.newBuilder().setDimValue(axis));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
