package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

class Dl4jZipTest {
  private static final int IMAGES = 3;
  private static final Set<String> WITHOUT_STOCK_LAYER =
      Set.of(
          "groups",
          "groups, uneven",
          "HARD_SIGMOID",
          "HARD_SWISH",
          "max, uneven",
          "average, uneven left out",
          "vector as an image");

  @TempDir private Path folder;

  static Stream<Arguments> networks() {
    return TestNetworks.all().entrySet().stream()
        .filter(entry -> !WITHOUT_STOCK_LAYER.contains(entry.getKey()))
        .map((Map.Entry<String, Network> entry) -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isLoadedByStockDl4jAndGivesTheSameOutputs(String name, Network network) throws IOException {
    Path file = folder.resolve("model.zip");
    Dl4jZip.write(network, file);
    Shape shape = network.inputShape();
    double[] images =
        new Random(3).doubles((long) IMAGES * shape.size(), -2, 2).map(v -> (float) v).toArray();
    double[] expected =
        new PlainNetwork(network, images, IMAGES, false).output(network.outputName());
    ComputationGraph model = ModelSerializer.restoreComputationGraph(file.toFile());
    try (INDArray input =
        Arrays.of(
            java.nio.FloatBuffer.wrap(TestNetworks.floats(images)),
            IMAGES,
            shape.channels(),
            shape.height(),
            shape.width())) {
      float[] outputs = model.outputSingle(input).dup('c').data().asFloat();
      assertThat(outputs).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) outputs[i]).isCloseTo(expected[i], within(1e-4));
      }
    }
    model.close();
  }

  @ParameterizedTest
  @FieldSource("WITHOUT_STOCK_LAYER")
  void saysWhichLayerDl4jDoesNotHave(String name) {
    Network network = TestNetworks.all().get(name);
    assertThatThrownBy(() -> Dl4jZip.write(network, folder.resolve("model.zip")))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'l'");
  }
}
