package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.pruning.network.Network;

class PredictionTest {
  private static final int IMAGES = 3;

  static Stream<Arguments> networks() {
    return TestNetworks.all().entrySet().stream()
        .map((Map.Entry<String, Network> entry) -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void predictsWhatTheDefinitionsOfTheLayersGive(String name, Network network) {
    double[] images =
        new Random(3)
            .doubles((long) IMAGES * network.inputShape().size(), -2, 2)
            .map(v -> (float) v)
            .toArray();
    double[] expected =
        new PlainNetwork(network, images, IMAGES, false).output(network.outputName());
    try (RunnableNetwork runnable = new Dl4jEngine(1).load(network, TestNetworks.NORMALIZATION)) {
      float[] predicted = runnable.predict(TestNetworks.floats(images), IMAGES);
      assertThat(predicted).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) predicted[i]).isCloseTo(expected[i], within(1e-4));
      }
    }
  }
}
