package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psopruner.pruning.onnx.GraphBuilder.ints;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Small files that ask for much: refused before the memory is taken. */
class LargeFileTest {
  private static final long ROOM = 1 << 20;

  @Test
  void shouldRefuseMoreObjectsThanThereIsMemoryFor() {
    GraphProto.Builder graph = GraphProto.newBuilder();
    for (int i = 0; i < 10_000; i++) {
      graph.addNode(NodeProto.getDefaultInstance());
    }
    byte[] bytes = ModelProto.newBuilder().setGraph(graph).build().toByteArray();

    assertThat(bytes).hasSizeLessThan(21_000);
    assertRefused(bytes)
        .isInstanceOf(UnreadableOnnxException.class)
        .hasMessageMatching(
            "its 2\\d{4} bytes describe so much that reading them takes 1 MB; give this process more memory .*");
  }

  @Test
  void shouldCountFieldsThatNobodyKnows() throws Exception {
    byte[] varints = {(byte) 0xf8, 0x7f, 1, (byte) 0xf8, 0x7f, 1}; // field 2047, twice
    byte[] group = {(byte) 0xfb, 0x7f, 0x08, 1, 0x08, 1, (byte) 0xfc, 0x7f};

    long empty = Footprint.of(new byte[0], ModelProto.getDescriptor());
    assertThat(Footprint.of(varints, ModelProto.getDescriptor())).isGreaterThan(empty + 399);
    assertThat(Footprint.of(group, ModelProto.getDescriptor())).isGreaterThan(empty + 399);
  }

  @Test
  void shouldRefuseGraphsInGraphsWithoutEnd() {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < 40; i++) {
      graph =
          GraphProto.newBuilder()
              .addNode(NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setG(graph)))
              .build();
    }
    byte[] bytes = ModelProto.newBuilder().setGraph(graph).build().toByteArray();

    assertThatThrownBy(() -> OnnxReader.parse(bytes, ROOM))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("more than 100 deep");
  }

  @Test
  void shouldRefuseOneWeightThatManyLayersCopy() {
    GraphBuilder graph =
        new GraphBuilder(17, -1, 16, 1, 1).node("Flatten", "fc0", "image").weights("w", 16, 16);
    for (int i = 0; i < 2_000; i++) {
      graph.node("Gemm", "fc" + (i + 1), List.of("fc" + i, "w"));
    }
    assertRefused(graph.build("fc2000", -1, 16))
        .isInstanceOf(UnreadableOnnxException.class)
        .hasMessageContaining("its weights take more than 1 MB, which is too much");
  }

  @Test
  void shouldNotCountOneWeightTwice() throws Exception {
    GraphBuilder graph = new GraphBuilder(17, -1, 16, 2, 2).weights("w", 16, 16, 1, 1);
    String last = "image";
    for (int i = 0; i < 2_000; i++) {
      graph.node("Conv", "c" + i, List.of(last, "w"));
      last = "c" + i;
    }
    graph.node("GlobalAveragePool", "pool", last).node("Flatten", "flat", "pool");

    assertThat(OnnxReader.parse(graph.build("flat", -1, 16), 10 * ROOM).network().layers())
        .hasSize(2_002);
  }

  @Test
  void shouldRefuseTooManyLayers() throws Exception {
    assertThat(OnnxReader.parse(relus(9_999)).network().layers()).hasSize(10_000);
    assertRefused(relus(10_000), 1L << 30).hasMessageContaining("more than 10,000 layers");
  }

  private static byte[] relus(int count) {
    GraphBuilder graph = new GraphBuilder(17, -1, 3, 1, 1).node("Flatten", "flat", "image");
    String last = "flat";
    for (int i = 0; i < count; i++) {
      graph.node("Relu", "r" + i, last);
      last = "r" + i;
    }
    return graph.build(last, -1, 3);
  }

  @Test
  void shouldRefuseTooManyChannels() {
    GraphBuilder graph = new GraphBuilder(17, -1, 1, 1, 1).conv("wide", "image", 1, 65_536, 1);
    String last = "wide";
    for (int i = 0; i < 200; i++) {
      graph.node("Relu", "r" + i, last);
      last = "r" + i;
    }
    assertRefused(graph.build(last, -1, 65_536), 1L << 30)
        .hasMessageContaining("channels; supported are 4,194,304 in all");
  }

  @Test
  void shouldRefuseTooManyInputs() {
    GraphBuilder graph =
        new GraphBuilder(17, -1, 3, 1, 1).node("Sum", "sum", Collections.nCopies(1025, "image"));
    assertRefused(graph.build("sum", -1, 3))
        .hasMessageContaining("node 'sum' (Sum) has 1025 inputs; supported are 1024");
  }

  @Test
  void shouldRefuseHugeImagesBetweenLayers() {
    GraphBuilder graph =
        new GraphBuilder(17, -1, 1, 1, 1)
            .conv("wide", "image", 1, 16, 1, ints("pads", 4096, 4096, 4096, 4096))
            .node("GlobalAveragePool", "pool", "wide");
    assertRefused(graph.build("pool", -1, 16))
        .hasMessageContaining(
            "layer 'wide' gives 16×8193×8193, 1,074,003,984 values an image; supported are 268,435,456");
  }

  @Test
  void shouldRefuseLongLists() {
    assertRefused(
            new GraphBuilder(17, -1, 3, 1, 1)
                .node("Unsqueeze", "x", "image", ints("axes", new long[65]))
                .build("x", -1, 3))
        .hasMessageContaining("has 65 numbers as 'axes'; supported are 64");
    assertRefused(
            new GraphBuilder(17, -1, 3, 1, 1)
                .integers("shape", new long[65])
                .node("Reshape", "x", List.of("image", "shape"))
                .build("x", -1, 3))
        .hasMessageContaining("65 whole numbers are given as axes, indices or lengths");
  }

  @Test
  void shouldNotRepeatAFileInAMessage() {
    String name = "x".repeat(1 << 20) + "\n";
    assertRefused(new GraphBuilder(17, -1, 3, 1, 1).node(name, name, "image").build(name, -1, 3))
        .satisfies(e -> assertThat(e.getMessage()).hasSize(1_000).doesNotContain("\n"));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] bytes) {
    return assertRefused(bytes, ROOM + (64 << 10) + 3L * bytes.length);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      byte[] bytes, long room) {
    return assertThatThrownBy(() -> OnnxReader.parse(bytes, room))
        .isInstanceOf(OnnxException.class)
        .hasMessageNotContaining("\n");
  }
}
