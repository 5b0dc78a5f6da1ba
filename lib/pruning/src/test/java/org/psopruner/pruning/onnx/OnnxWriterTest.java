package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

class OnnxWriterTest {
  @Test
  void shouldKeepEveryKindOfLayer() {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer.Convolution(
            "conv",
            "image",
            Tensor.filled(0.1f, 4, 1, 3, 2),
            Optional.of(Tensor.vector(1, 2, 3, 4)),
            new Window(3, 2, 2, 1, 1, 0, 2, 1),
            2));
    layers.add(
        new Layer.BatchNorm(
            "norm",
            "conv",
            Tensor.vector(1, 2, 3, 4),
            Tensor.vector(4, 3, 2, 1),
            Tensor.vector(0, 1, 0, 1),
            Tensor.vector(1, 1, 2, 2),
            1e-3f));
    layers.add(
        new Layer.Pooling("max", "norm", Layer.Pooling.Kind.MAX, Window.square(3, 1, 1), false));
    layers.add(
        new Layer.Pooling(
            "average", "max", Layer.Pooling.Kind.AVERAGE, Window.square(3, 1, 1), true));
    String last = "average";
    for (Layer.Activation.Function function : Layer.Activation.Function.values()) {
      float alpha = function == Layer.Activation.Function.LEAKY_RELU ? 0.3f : 0;
      layers.add(new Layer.Activation("do " + function, last, function, alpha));
      last = "do " + function;
    }
    layers.add(new Layer.Add("two", List.of("max", last)));
    layers.add(new Layer.Add("three", List.of("max", last, "two")));
    layers.add(new Layer.Concat("concat", List.of("two", "three")));
    layers.add(new Layer.GlobalAveragePooling("global", "concat"));
    layers.add(new Layer.Flatten("flat", "global"));
    layers.add(new Layer.Dense("dense", "flat", Tensor.filled(0.2f, 3, 8), Optional.empty()));
    layers.add(new Layer.Softmax("probabilities", "dense"));
    Network network = new Network("image", new Shape(2, 8, 9), layers, "probabilities");

    RoundTrip.assertEqual(RoundTrip.of(network), network);
    assertThat(run(network)).hasSize(3);
  }

  @Test
  void shouldGiveLayersTheAxesTheyNeedWithoutAddingLayers() {
    Network network =
        new Network(
            "image",
            new Shape(2, 4, 4),
            List.of(
                new Layer.GlobalAveragePooling("pool", "image"),
                new Layer.Dense("fc", "pool", Tensor.filled(0.5f, 2, 2), Optional.empty()),
                new Layer.Convolution(
                    "pointwise",
                    "fc",
                    Tensor.filled(0.5f, 2, 2, 1, 1),
                    Optional.empty(),
                    Window.square(1, 1, 0),
                    1),
                new Layer.Add("sum", List.of("fc", "pointwise")),
                new Layer.Concat("concat", List.of("sum", "pool"))),
            "concat");

    RoundTrip.assertEqual(RoundTrip.of(network), network);
    assertThat(run(network)).hasSize(4);
  }

  @Test
  void shouldNotTakeTheNameOfALayerForItsWeights() {
    Network network =
        new Network(
            "fc.bias",
            new Shape(2, 1, 1),
            List.of(
                new Layer.Flatten("fc.weight", "fc.bias"),
                new Layer.Dense(
                    "fc", "fc.weight", Tensor.filled(0.5f, 2, 2), Optional.of(Tensor.vector(1, 2))),
                new Layer.Activation("logits", "fc", Layer.Activation.Function.RELU, 0)),
            "logits");

    RoundTrip.assertEqual(RoundTrip.of(network), network);
    assertThat(run(network)).hasSize(2);
  }

  @Test
  void shouldSayWhoWroteItAndKeepTheNames() throws InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(OnnxWriter.bytes(tiny(), Map.of("b", "2", "a", "1")));

    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getProducerName()).isEqualTo("PSOPruner");
    assertThat(model.getMetadataPropsList()).extracting(p -> p.getKey()).containsExactly("a", "b");
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("logits");
    TensorShapeProto input = model.getGraph().getInput(0).getType().getTensorType().getShape();
    assertThat(input.getDim(0).getDimParam()).isEqualTo("n");
    assertThat(input.getDim(1).getDimValue()).isEqualTo(2);
  }

  @Test
  void shouldWriteTheSameBytesForTheSameNetwork() {
    assertThat(OnnxWriter.bytes(tiny(), Map.of("x", "1", "y", "2")))
        .isEqualTo(OnnxWriter.bytes(RoundTrip.of(tiny()), Map.of("y", "2", "x", "1")));
  }

  @Test
  void shouldSayWhereItCannotWrite(@TempDir Path folder) {
    Path file = folder.resolve("missing/model.onnx");
    assertThatThrownBy(() -> OnnxWriter.write(tiny(), Map.of(), file))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith("cannot write '" + file);
  }

  private static Network tiny() {
    return new Network(
        "image",
        new Shape(2, 1, 1),
        List.of(
            new Layer.Flatten("flat", "image"),
            new Layer.Dense(
                "logits", "flat", Tensor.filled(0.5f, 2, 2), Optional.of(Tensor.vector(1, 2)))),
        "logits");
  }

  private static float[] run(Network network) {
    Shape shape = network.inputShape();
    return OnnxRuntime.run(
        OnnxWriter.bytes(network, Map.of()),
        OnnxRuntime.images(1, shape),
        1,
        shape.channels(),
        shape.height(),
        shape.width());
  }
}
