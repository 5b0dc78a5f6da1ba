package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psopruner.pruning.onnx.GraphBuilder.info;
import static org.psopruner.pruning.onnx.GraphBuilder.integer;
import static org.psopruner.pruning.onnx.GraphBuilder.ints;
import static org.psopruner.pruning.onnx.GraphBuilder.number;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file, the user reads one line that says what is wrong with it. */
class BadFileTest {
  @TempDir private Path folder;

  @Test
  void shouldSayThatThereIsNoFile() {
    Path missing = folder.resolve("missing.onnx");
    assertThatThrownBy(() -> OnnxReader.read(missing))
        .isInstanceOf(OnnxException.class)
        .hasMessage("cannot read '%s': there is no such file; give an ONNX file", missing);
  }

  @Test
  void shouldSayThatAFolderIsNoFile() {
    assertThatThrownBy(() -> OnnxReader.read(folder))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith("cannot read '" + folder);
  }

  @Test
  void shouldSayThatAFileIsNoOnnx() {
    assertRefused("# a text file\nof two lines\n".getBytes(StandardCharsets.UTF_8))
        .hasMessageContaining("is no ONNX model");
    assertRefused(new byte[0]).hasMessageContaining("is no ONNX model");
  }

  @Test
  void shouldSayThatAFileIsOnlyAPart() {
    byte[] whole = valid().build("logits", -1, 5);
    assertRefused(Arrays.copyOf(whole, whole.length / 2))
        .hasMessageContaining("is no ONNX model, or only a part of one");
  }

  @Test
  void shouldNameAnOperatorThatIsNotSupportedAndItsNode() {
    assertRefused(valid().node("LSTM", "memory", "fc"))
        .hasMessageContaining(
            "node 'memory' uses operator 'LSTM', which PSOPruner does not support; supported are Add, ");
    assertRefused(valid().node("LogSoftmax", "log", "fc")).hasMessageContaining("'LogSoftmax'");
  }

  @Test
  void shouldRefuseWhatALayerCannotSay() {
    assertRefused(valid().conv("far", "conv", 4, 4, 1, ints("dilations", 2, 2)))
        .hasMessageContaining("node 'far' (Conv) is dilated, which is not supported");
    assertRefused(valid().node("HardSigmoid", "hard", "conv"))
        .hasMessageContaining("has alpha 0.2 and beta 0.5; supported are 1/6 and 0.5");
    assertRefused(valid().node("Clip", "clip", "conv", number("min", -1), number("max", 1)))
        .hasMessageContaining("clips to -1.0..1.0; supported is 0..6");
    assertRefused(
            valid()
                .node(
                    "MaxPool",
                    "window",
                    "conv",
                    ints("kernel_shape", 3, 3),
                    ints("strides", 2, 2),
                    integer("ceil_mode", 1)))
        .hasMessageContaining("has ceil_mode 1 over 4×4×4, where it makes a difference");
    assertRefused(valid().node("MaxPool", "window", "conv", ints("kernel_shape", 9, 9)))
        .hasMessageContaining("window of layer 'window' is larger than its input");
    assertRefused(valid().node("Mul", "gated", List.of("conv", "conv")))
        .hasMessageContaining("supported are only x·Sigmoid(x) and x·HardSigmoid(x)");
    assertRefused(
            valid().floats("two", new float[] {2}).node("Add", "more", List.of("conv", "two")))
        .hasMessageContaining("adds a constant of shape []");
    assertRefused(valid().node("Add", "sum", List.of("conv", "image")))
        .hasMessageContaining("adds shapes that differ: [4, 4, 4] and [3, 6, 6]");
    assertRefused(valid().integers("pair", -1, 2).node("Reshape", "two", List.of("conv", "pair")))
        .hasMessageContaining("reshapes [4, 4, 4] to [2]");
    assertRefused(valid().node("Transpose", "turned", "conv", ints("perm", 1, 0, 2, 3)))
        .hasMessageContaining("transposes the batch axis");
  }

  @Test
  void shouldRefuseTensorsThatDoNotHoldWhatTheyDeclare() {
    TensorProto huge =
        TensorProto.newBuilder()
            .setName("huge.weight")
            .setDataType(DataType.FLOAT.getNumber())
            .addAllDims(List.of(1_000_000L, 1_000_000L, 3L, 3L))
            .setRawData(ByteString.copyFrom(new byte[8]))
            .build();
    assertRefused(valid().tensor(huge).node("Conv", "huge", List.of("image", "huge.weight")))
        .hasMessageContaining(
            "'huge.weight' of shape [1000000, 1000000, 3, 3] should hold 9000000000000 values,"
                + " but the file has 2");

    TensorProto odd = huge.toBuilder().setRawData(ByteString.copyFrom(new byte[7])).build();
    assertRefused(valid().tensor(odd).node("Conv", "huge", List.of("image", "huge.weight")))
        .hasMessageContaining("has 7 bytes of data, which is no multiple of 4");

    TensorProto negative = huge.toBuilder().clearDims().addDims(-1).build();
    assertRefused(valid().tensor(negative).node("Conv", "huge", List.of("image", "huge.weight")))
        .hasMessageContaining("has an axis of length -1");

    TensorProto endless = huge.toBuilder().addDims(Integer.MAX_VALUE).build();
    assertRefused(valid().tensor(endless).node("Conv", "huge", List.of("image", "huge.weight")))
        .hasMessageContaining("out of range");
  }

  @Test
  void shouldSayWhatToDoAboutDataInAnotherFile() {
    TensorProto outside =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.FLOAT.getNumber())
            .setDataLocation(DataLocation.EXTERNAL)
            .build();
    assertRefused(valid().tensor(outside).node("Conv", "c", List.of("image", "w")))
        .hasMessageContaining("'w' keeps its data in another file; save the model with its data");
  }

  @Test
  void shouldRefuseGraphsThatDoNotHoldTogether() {
    assertRefused(valid().node("Relu", "a", "b").node("Relu", "b", "a"))
        .hasMessageContaining("node 'a' (Relu) reads 'b', which is no weight and which no earlier");
    assertRefused(valid().node("Conv", "c", List.of("image", "nowhere")))
        .hasMessageContaining("reads 'nowhere'");
    assertRefused(valid().node("Relu", "fc", "conv"))
        .hasMessageContaining("gives 'fc', a name that is taken");
    assertRefused(valid().build("nothing", -1, 5))
        .hasMessageContaining("no node gives its output 'nothing'");
    assertRefused(valid().build("image", -1, 3, 6, 6))
        .hasMessageContaining("its output is its input");
    assertRefused(valid().build("conv", -1, 4, 4, 4))
        .hasMessageContaining("expected is one value per class");
  }

  @Test
  void shouldRefuseAShapeThatGrowsWithoutEnd() {
    GraphBuilder graph = valid().node("Shape", "s0", "conv");
    for (int i = 0; i < 60; i++) {
      graph.node("Concat", "s" + (i + 1), List.of("s" + i, "s" + i), integer("axis", 0));
    }
    assertRefused(graph)
        .hasMessageContaining(
            "whole numbers are given as axes, indices or lengths; supported are 64");

    GraphBuilder wide = valid().node("Concat", "w0", List.of("conv", "conv"));
    for (int i = 0; i < 60; i++) {
      wide.node("Concat", "w" + (i + 1), List.of("w" + i, "w" + i));
    }
    assertRefused(wide).hasMessageContaining("channels; supported are 4,194,304 in all");
  }

  @Test
  void shouldRefuseInputsThatAreNoImagesOfAFixedSize() {
    assertRefused(new GraphBuilder(17, -1, 3).node("Relu", "logits", "image"))
        .hasMessageContaining("its input 'image' has the shape [batch, 3]; expected are images");
    assertRefused(new GraphBuilder(17, -1, 3, -1, -1).node("Relu", "logits", "image"))
        .hasMessageContaining("its input 'image' has the shape [batch, 3, batch, batch]");
    ModelProto model = valid().model("fc", -1, 5);
    assertRefused(withGraph(model, graph -> graph.addInput(info("second", -1, 3, 6, 6))))
        .hasMessageContaining("it has 2 inputs (image, second); supported is one");
    assertRefused(withGraph(model, graph -> graph.addOutput(info("conv", -1, 4, 4, 4))))
        .hasMessageContaining("it has 2 outputs (fc, conv); supported is one");
    assertRefused(
            withGraph(
                model,
                graph ->
                    graph
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(DataType.FLOAT16.getNumber())))
        .hasMessageContaining("its input 'image' is no float32 tensor");
  }

  @Test
  void shouldRefuseOldOpsets() {
    assertRefused(new GraphBuilder(9, -1, 3, 6, 6).node("Flatten", "fc", "image"))
        .hasMessageContaining("it uses opset 9; export it with opset 11 or later");
  }

  @Test
  void shouldRefuseTrainingModeAndSayWhatToDo() {
    ModelProto model = valid().batchNorm("bn", "conv", 4).model("fc", -1, 5);
    assertRefused(
            withGraph(
                model,
                graph ->
                    graph
                        .getNodeBuilder(graph.getNodeCount() - 1)
                        .addAttribute(integer("training_mode", 1))))
        .hasMessageContaining("export the network for inference (in PyTorch after model.eval())");
  }

  @Test
  void shouldRefuseMetadataThatIsNoNumbers() throws InvalidProtocolBufferException {
    OnnxModel model =
        OnnxReader.parse(
            OnnxWriter.bytes(
                OnnxReader.parse(valid().build("fc", -1, 5)).network(),
                Map.of(OnnxModel.STD, "0.2,,0.3")));
    assertThatThrownBy(() -> model.perChannel(OnnxModel.STD))
        .isInstanceOf(OnnxException.class)
        .hasMessage("the metadata 'psopruner.std' is '0.2,,0.3', expected comma-separated numbers");
  }

  @Test
  void shouldFailInNoOtherWayWhateverTheBytes() {
    byte[] whole = valid().build("fc", -1, 5);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] broken = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      refused +=
          isRefused(i % 5 == 0 ? Arrays.copyOf(broken, random.nextInt(broken.length)) : broken);
    }
    assertThat(refused).isBetween(500, 4900);
  }

  /** 1 if the reader refuses the bytes in one line, 0 if it reads them; all else fails. */
  private static int isRefused(byte[] bytes) {
    try {
      OnnxReader.parse(bytes);
      return 0;
    } catch (OnnxException | InvalidProtocolBufferException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
      return 1;
    }
  }

  /** A convolution of 3×6×6 to 4×4×4 and a dense layer {@code fc} of 5, in many operators. */
  private static GraphBuilder valid() {
    return new GraphBuilder(17, -1, 3, 6, 6)
        .conv("conv", "image", 3, 4, 3)
        .batchNorm("norm", "conv", 4)
        .node("Relu", "relu", "norm")
        .node("MaxPool", "pool", "relu", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .node("Shape", "shape", "pool")
        .scalar("zero", 0)
        .node("Gather", "batch", List.of("shape", "zero"))
        .integers("axes", 0)
        .node("Unsqueeze", "batch1", List.of("batch", "axes"))
        .integers("rest", -1)
        .node("Concat", "target", List.of("batch1", "rest"), integer("axis", 0))
        .node("Reshape", "view", List.of("pool", "target"))
        .weights("fc.weight", 16, 5)
        .node("Gemm", "fc", List.of("view", "fc.weight"));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(GraphBuilder graph) {
    return assertRefused(graph.build("fc", -1, 5));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] bytes) {
    Path file = folder.resolve("bad.onnx");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError("the test cannot write its file", e);
    }
    return assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith("'" + file + "' ")
        .hasMessageNotContaining("\n");
  }

  private interface Change {
    void apply(GraphProto.Builder graph);
  }

  private static byte[] withGraph(ModelProto model, Change change) {
    ModelProto.Builder changed = model.toBuilder();
    change.apply(changed.getGraphBuilder());
    return changed.build().toByteArray();
  }
}
