package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.psopruner.pruning.onnx.GraphBuilder.integer;
import static org.psopruner.pruning.onnx.GraphBuilder.integerTensor;
import static org.psopruner.pruning.onnx.GraphBuilder.ints;
import static org.psopruner.pruning.onnx.GraphBuilder.number;
import static org.psopruner.pruning.onnx.GraphBuilder.tensor;
import static org.psopruner.pruning.onnx.GraphBuilder.text;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/**
 * What exporters write, rebuilt by hand. Each file runs in ONNX Runtime, as it is and as it is
 * after reading and writing it, and both must give the same.
 */
class ExporterFormsTest {
  @ParameterizedTest
  @ValueSource(ints = {11, 13, 17, 18, 21})
  void shouldReadAResidualBlock(int opset) {
    Network network =
        sameOutputs(
            new GraphBuilder(opset, -1, 3, 9, 9)
                .conv("stem", "image", 3, 8, 3, ints("pads", 1, 1, 1, 1))
                .node("Relu", "relu", "stem")
                .conv("c1", "relu", 8, 12, 3, ints("pads", 1, 1, 1, 1), ints("strides", 2, 2))
                .batchNorm("bn1", "c1", 12)
                .node("Relu", "relu1", "bn1")
                .conv("c2", "relu1", 12, 12, 3, ints("pads", 1, 1, 1, 1))
                .batchNorm("bn2", "c2", 12)
                .conv("short", "relu", 8, 12, 1, ints("strides", 2, 2))
                .batchNorm("bn3", "short", 12)
                .node("Add", "sum", List.of("bn2", "bn3"))
                .node("Relu", "relu2", "sum")
                .node("GlobalAveragePool", "pool", "relu2")
                .node("Flatten", "flat", "pool", integer("axis", 1))
                .weights("fc.weight", 5, 12)
                .weights("fc.bias", 5)
                .node(
                    "Gemm",
                    "logits",
                    List.of("flat", "fc.weight", "fc.bias"),
                    number("alpha", 1),
                    number("beta", 1),
                    integer("transB", 1))
                .build("logits", -1, 5));

    assertThat(network.layer("sum").inputs()).containsExactly("bn2", "bn3");
  }

  @Test
  void shouldReadADepthwiseBlockOfMobileNet() {
    Network network =
        sameOutputs(
            new GraphBuilder(13, -1, 3, 8, 8)
                .conv("expand", "image", 3, 6, 1)
                .node("Constant", "zero", List.of(), tensor("value", floatScalar(0)))
                .node("Constant", "six", List.of(), tensor("value", floatScalar(6)))
                .node("Clip", "relu6", List.of("expand", "zero", "six"))
                .conv("depthwise", "relu6", 6, 6, 3, integer("group", 6), ints("pads", 1, 1, 1, 1))
                .batchNorm("bn", "depthwise", 6)
                .node("Clip", "relu6b", List.of("bn", "zero", "six"))
                .conv("project", "relu6b", 6, 4, 1)
                .node("ReduceMean", "mean", "project", ints("axes", 2, 3), integer("keepdims", 0))
                .weights("fc.weight", 5, 4)
                .node("Gemm", "logits", List.of("mean", "fc.weight"), integer("transB", 1))
                .build("logits", -1, 5));

    assertThat(((Layer.Convolution) network.layer("depthwise")).groups()).isEqualTo(6);
    assertThat(network.layer("relu6"))
        .isEqualTo(new Layer.Activation("relu6", "expand", Layer.Activation.Function.RELU6, 0));
  }

  @Test
  void shouldReadTheMeanAsTheDynamoExporterWritesIt() {
    sameOutputs(
        new GraphBuilder(18, -1, 3, 6, 6)
            .conv("conv", "image", 3, 4, 3)
            .integers("axes", -1, -2)
            .node(
                "ReduceMean",
                "mean",
                List.of("conv", "axes"),
                integer("noop_with_empty_axes", 0),
                integer("keepdims", 1))
            .integers("shape", -1, 4)
            .node("Reshape", "view", List.of("mean", "shape"), integer("allowzero", 1))
            .weights("fc.weight", 5, 4)
            .node("Gemm", "logits", List.of("view", "fc.weight"), integer("transB", 1))
            .build("logits", -1, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13})
  void shouldReadAViewWithAComputedBatch(int opset) {
    GraphBuilder graph =
        new GraphBuilder(opset, -1, 3, 6, 6)
            .conv("conv", "image", 3, 4, 3)
            .node("Shape", "shape", "conv")
            .node("Constant", "index", List.of(), tensor("value", scalar(0)))
            .node("Gather", "batch", List.of("shape", "index"), integer("axis", 0));
    if (opset < 13) {
      graph.node("Unsqueeze", "batch1", "batch", ints("axes", 0));
    } else {
      graph.integers("zero", 0).node("Unsqueeze", "batch1", List.of("batch", "zero"));
    }
    Network network =
        sameOutputs(
            graph
                .node("Constant", "rest", List.of(), tensor("value", integerTensor(-1)))
                .node("Concat", "target", List.of("batch1", "rest"), integer("axis", 0))
                .node("Reshape", "view", List.of("conv", "target"))
                .weights("fc.weight", 5, 64)
                .node("Gemm", "logits", List.of("view", "fc.weight"), integer("transB", 1))
                .build("logits", -1, 5));

    assertThat(network.layer("view")).isInstanceOf(Layer.Flatten.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 64", "-1, 64", "0, -1", "1, -1"})
  void shouldFreeABatchOfOne(long batch, long rest) {
    sameOutputs(
        1,
        new GraphBuilder(17, 1, 3, 6, 6)
            .conv("conv", "image", 3, 4, 3)
            .integers("shape", batch, rest)
            .node("Reshape", "view", List.of("conv", "shape"))
            .weights("fc.weight", 64, 5)
            .node("MatMul", "logits", List.of("view", "fc.weight"))
            .build("logits", 1, 5));
  }

  @Test
  void shouldLeaveOutWhatDoesNothing() {
    Network network =
        sameOutputs(
            new GraphBuilder(17, -1, 3, 6, 6)
                .conv("conv", "image", 3, 4, 6)
                .node("Identity", "same", "conv")
                .node("Flatten", "flat", "same")
                .tensor(floatScalar(0.5f).toBuilder().setName("ratio").build())
                .tensor(
                    TensorProto.newBuilder()
                        .setName("training")
                        .setDataType(DataType.BOOL.getNumber())
                        .addInt32Data(0)
                        .build())
                .node(
                    NodeProto.newBuilder()
                        .setOpType("Dropout")
                        .addAllInput(List.of("flat", "ratio", "training"))
                        .addAllOutput(List.of("dropped", "mask"))
                        .build())
                .node("Identity", "logits", "dropped")
                .build("logits", -1, 4));

    assertThat(network.layers()).extracting(Layer::name).containsExactly("conv", "logits");
  }

  @Test
  void shouldReadDenseLayersInEveryLayout() {
    Network network =
        sameOutputs(
            new GraphBuilder(17, -1, 2, 3, 3)
                .node("Flatten", "flat", "image")
                .weights("w1", 18, 7)
                .weights("b1", 7)
                .node("MatMul", "product", List.of("flat", "w1"))
                .node("Add", "fc1", List.of("b1", "product"))
                .node("Relu", "relu", "fc1")
                .weights("w2", 7, 6)
                .weights("b2", 1, 6)
                .node(
                    "Gemm",
                    "fc2",
                    List.of("relu", "w2", "b2"),
                    number("alpha", 0.5f),
                    number("beta", 2))
                .weights("w3", 5, 6)
                .node("Transpose", "w3t", "w3", ints("perm", 1, 0))
                .floats("b3", new float[] {0.25f})
                .node("Gemm", "logits", List.of("fc2", "w3t", "b3"))
                .build("logits", -1, 5));

    assertThat(network.layers()).extracting(Layer::name).startsWith("flat", "product", "relu");
  }

  @Test
  void shouldReadEveryNonlinearity() {
    Network network =
        sameOutputs(
            new GraphBuilder(17, -1, 3, 4, 4)
                .conv("c1", "image", 3, 4, 1)
                .node("LeakyRelu", "leaky", "c1", number("alpha", 0.2f))
                .node("Sigmoid", "gate", "leaky")
                .node("Mul", "silu", List.of("leaky", "gate"))
                .conv("c2", "silu", 4, 4, 1)
                .node("HardSigmoid", "hard", "c2", number("alpha", 1f / 6), number("beta", 0.5f))
                .node("Mul", "hardswish", List.of("hard", "c2"))
                .node("HardSwish", "hardswish2", "hardswish")
                .node("Tanh", "tanh", "hardswish2")
                .node("Sigmoid", "sigmoid", "tanh")
                .node("HardSigmoid", "last", "sigmoid", number("alpha", 1f / 6))
                .node("Flatten", "logits", "last")
                .build("logits", -1, 64));

    assertThat(network.layers())
        .extracting(Layer::name)
        .containsExactly(
            "c1",
            "leaky",
            "silu",
            "c2",
            "hardswish",
            "hardswish2",
            "tanh",
            "sigmoid",
            "last",
            "logits");
  }

  @Test
  void shouldReadPaddingsOfAllSides() {
    sameOutputs(
        new GraphBuilder(17, -1, 3, 11, 9)
            .conv("c1", "image", 3, 4, 3, ints("pads", 0, 1, 2, 0), ints("strides", 2, 1))
            .conv("c2", "c1", 4, 4, 3, text("auto_pad", "SAME_UPPER"), ints("strides", 2, 2))
            .conv("c3", "c2", 4, 4, 2, text("auto_pad", "SAME_LOWER"))
            .conv("c4", "c3", 4, 4, 2, text("auto_pad", "VALID"))
            .node(
                "MaxPool",
                "p1",
                "c4",
                ints("kernel_shape", 2, 2),
                text("auto_pad", "SAME_UPPER"),
                ints("strides", 2, 2))
            .node("Flatten", "logits", "p1")
            .build("logits", -1, 8));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
  void shouldReadPoolingWithPaddingCountedOrNot(int counted, int ceil) {
    sameOutputs(
        new GraphBuilder(17, -1, 3, 9, 9)
            .node(
                "AveragePool",
                "average",
                "image",
                ints("kernel_shape", 3, 3),
                ints("pads", 1, 1, 1, 1),
                ints("strides", 2, 2),
                integer("ceil_mode", ceil),
                integer("count_include_pad", counted))
            .node(
                "MaxPool",
                "max",
                "average",
                ints("kernel_shape", 3, 3),
                ints("pads", 1, 0, 1, 0),
                integer("ceil_mode", ceil))
            .node("Flatten", "logits", "max")
            .build("logits", -1, 45));
  }

  @Test
  void shouldReadADenselyConnectedBlock() {
    sameOutputs(
        new GraphBuilder(17, -1, 3, 5, 5)
            .conv("c1", "image", 3, 4, 3, ints("pads", 1, 1, 1, 1))
            .node("Concat", "cat", List.of("image", "c1"), integer("axis", -3))
            .batchNorm("bn", "cat", 7)
            .node("Sum", "sum", List.of("bn", "cat", "bn"))
            .node("GlobalAveragePool", "pool", "sum")
            .node("Softmax", "probabilities", "pool", integer("axis", 1))
            .build("probabilities", -1, 7, 1, 1));
  }

  @Test
  void shouldReadTensorFlowsChannelsLast() throws InvalidProtocolBufferException {
    byte[] model =
        new GraphBuilder(13, -1, 6, 7, 3)
            .node("Transpose", "first", "image", ints("perm", 0, 3, 1, 2))
            .conv("conv", "first", 3, 4, 3, text("auto_pad", "SAME_UPPER"), ints("strides", 2, 2))
            .node("Relu", "relu", "conv")
            .node("Transpose", "last", "relu", ints("perm", 0, 2, 3, 1))
            .integers("shape", -1, 48)
            .node("Reshape", "flat", List.of("last", "shape"))
            .weights("kernel", 48, 5)
            .weights("bias", 5)
            .node("MatMul", "product", List.of("flat", "kernel"))
            .node("Add", "dense", List.of("product", "bias"))
            .node("Softmax", "probabilities", "dense", integer("axis", 1))
            .build("probabilities", -1, 5);
    Network network = OnnxReader.parse(model).network();

    assertThat(network.inputShape()).isEqualTo(new Shape(3, 6, 7));
    float[] channelsFirst = OnnxRuntime.images(1, network.inputShape());
    float[] channelsLast = new float[channelsFirst.length];
    for (int i = 0; i < channelsFirst.length; i++) {
      channelsLast[(i % 42) * 3 + i / 42] = channelsFirst[i];
    }
    assertThat(OnnxRuntime.run(OnnxWriter.bytes(network, Map.of()), channelsFirst, 1, 3, 6, 7))
        .containsExactly(OnnxRuntime.run(model, channelsLast, 1, 6, 7, 3), within(1e-4f));
  }

  @Test
  void shouldReadKerasGlobalPoolingThatIsSqueezed() {
    sameOutputs(
        new GraphBuilder(11, -1, 3, 5, 5)
            .conv("conv", "image", 3, 4, 3)
            .node("GlobalAveragePool", "pool", "conv")
            .node("Squeeze", "logits", "pool", ints("axes", 2, 3))
            .build("logits", -1, 4));
  }

  /** The node that gives the output takes the axes away that its layer gives. */
  @Test
  void shouldReadAMeanWithoutAxesAsTheOutput() {
    Network network =
        sameOutputs(
            new GraphBuilder(13, -1, 3, 5, 5)
                .conv("conv", "image", 3, 4, 3)
                .node("ReduceMean", "logits", "conv", ints("axes", 2, 3), integer("keepdims", 0))
                .build("logits", -1, 4));

    assertThat(network.outputName()).isEqualTo("logits");
  }

  @Test
  void shouldReadASqueezedSoftmaxAsTheOutput() {
    sameOutputs(
        new GraphBuilder(11, -1, 3, 5, 5)
            .conv("conv", "image", 3, 4, 3)
            .node("GlobalAveragePool", "pool", "conv")
            .node("Squeeze", "logits", "pool", ints("axes", 2, 3))
            .node("Softmax", "probabilities", "logits", integer("axis", 1))
            .build("probabilities", -1, 4));
  }

  @Test
  void shouldReadAPointwiseConvolutionBehindAReshape() {
    sameOutputs(
        new GraphBuilder(13, -1, 3, 5, 5)
            .conv("conv", "image", 3, 4, 3)
            .node("ReduceMean", "mean", "conv", ints("axes", -2, -1), integer("keepdims", 0))
            .integers("axes", 2, 3)
            .node("Unsqueeze", "pixel", List.of("mean", "axes"))
            .conv("head", "pixel", 4, 5, 1)
            .integers("shape", -1, 5)
            .node("Reshape", "logits", List.of("head", "shape"))
            .build("logits", -1, 5));
  }

  @Test
  void shouldReadABiasAddedBehindAConvolution() {
    Network network =
        sameOutputs(
            new GraphBuilder(13, -1, 3, 4, 4)
                .weights("conv.weight", 4, 3, 4, 4)
                .node("Conv", "product", List.of("image", "conv.weight"))
                .weights("bias", 1, 4, 1, 1)
                .node("Add", "biased", List.of("product", "bias"))
                .node("Flatten", "logits", "biased")
                .build("logits", -1, 4));

    assertThat(network.layers()).extracting(Layer::name).containsExactly("conv", "logits");
  }

  @Test
  void shouldReadWeightsOfEveryPrecision() throws InvalidProtocolBufferException {
    float[] values = {1, -0.5f, 65504, 0x1p-24f, 0, -2};
    ByteBuffer halves = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : new int[] {0x3c00, 0xb800, 0x7bff, 0x0001, 0x0000, 0xc000}) {
      halves.putShort((short) half);
    }
    ByteBuffer doubles = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      doubles.putDouble(value);
    }
    TensorProto half =
        TensorProto.newBuilder()
            .setDataType(DataType.FLOAT16.getNumber())
            .setRawData(ByteString.copyFrom(halves.array()))
            .build();
    TensorProto wide =
        TensorProto.newBuilder()
            .setDataType(DataType.DOUBLE.getNumber())
            .setRawData(ByteString.copyFrom(doubles.array()))
            .build();

    for (TensorProto weights : List.of(half, wide)) {
      byte[] model =
          new GraphBuilder(17, -1, 3, 1, 1)
              .node("Flatten", "flat", "image")
              .tensor(weights.toBuilder().setName("w").addDims(2).addDims(3).build())
              .node("Gemm", "logits", List.of("flat", "w"), integer("transB", 1))
              .build("logits", -1, 2);
      Layer.Dense dense = (Layer.Dense) OnnxReader.parse(model).network().layer("logits");
      assertThat(dense.weights().toArray()).containsExactly(values);
    }
  }

  @Test
  void shouldGiveLayersThatShareWeightsNamesOfTheirOwn() {
    Network network =
        sameOutputs(
            new GraphBuilder(17, -1, 3, 4, 4)
                .weights("shared.weight", 3, 3, 1, 1)
                .node("Conv", "once", List.of("image", "shared.weight"))
                .node("Conv", "twice", List.of("once", "shared.weight"))
                .node("Flatten", "logits", "twice")
                .build("logits", -1, 48));

    assertThat(network.layers())
        .extracting(Layer::name)
        .containsExactly("shared", "twice", "logits");
  }

  private static Network sameOutputs(byte[] model) {
    return sameOutputs(3, model);
  }

  private static Network sameOutputs(int batch, byte[] model) {
    Network network;
    try {
      network = OnnxReader.parse(model).network();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("what was built is no protobuf", e);
    }
    OnnxRuntime.assertSameOutputs(model, batch, network);
    RoundTrip.assertEqual(RoundTrip.of(network), network);
    return network;
  }

  private static TensorProto floatScalar(float value) {
    return TensorProto.newBuilder()
        .setDataType(DataType.FLOAT.getNumber())
        .addFloatData(value)
        .build();
  }

  private static TensorProto scalar(long value) {
    return TensorProto.newBuilder()
        .setDataType(DataType.INT64.getNumber())
        .addInt64Data(value)
        .build();
  }
}
