package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

class RecalibrationTest {
  private static final int IMAGES = 10;

  @ParameterizedTest
  @ValueSource(strings = {"batch norm", "residual", "convolution"})
  void givesEachBatchNormTheStatisticsOfWhatItReadsAfterTheOnesBeforeIt(String name) {
    Network network = TestNetworks.all().get(name);
    byte[] pixels = new byte[IMAGES * network.inputShape().size()];
    new Random(5).nextBytes(pixels);
    TrainingSet images = TestSets.training(network.inputShape(), 3, pixels, new int[IMAGES]);
    Network recalibrated;
    try (RunnableNetwork runnable = new Dl4jEngine(1).load(network, TestNetworks.NORMALIZATION)) {
      runnable.recalibrate(images, 4);
      recalibrated = runnable.network();
    }
    PlainNetwork expected =
        new PlainNetwork(
            recalibrated,
            TestNetworks.normalized(images, TestNetworks.NORMALIZATION),
            IMAGES,
            false);
    for (Layer layer : recalibrated.layers()) {
      if (layer instanceof Layer.BatchNorm norm) {
        double[][] statistics = expected.statistics(norm.input());
        assertThat(doubles(norm.mean().toArray())).containsExactly(statistics[0], within(1e-5));
        assertThat(doubles(norm.variance().toArray())).containsExactly(statistics[1], within(1e-4));
      } else {
        assertThat(layer).isEqualTo(network.layer(layer.name()));
      }
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
