package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

class ParametersTest {
  private static final Offset<Float> EXACT = Offset.offset(1e-6f);
  private final Layer.Dense dense =
      new Layer.Dense(
          "d", "x", Tensor.of(new float[] {2, -1}, 1, 2), Optional.of(Tensor.vector(3)));

  @Test
  void updatesWithNesterovMomentumAndDecaysWeightsOnly() {
    new Dl4jEngine(1);
    try (Parameters parameters = new Parameters(List.of(dense))) {
      Parameter weights = parameters.weights(dense.weights());
      Parameter bias = parameters.vector(dense.bias().orElseThrow());
      parameters.prepareTraining();
      double[] value = {2, -1, 3};
      double[] velocity = new double[3];
      for (int step = 0; step < 3; step++) {
        Arrays.write(new float[] {1, 0.5f}, weights.gradient());
        Arrays.write(new float[] {-1}, bias.gradient());
        parameters.update(0.1, 0.9, 0.2);
        double[] gradient = {1 + 0.2 * value[0], 0.5 + 0.2 * value[1], -1};
        for (int i = 0; i < value.length; i++) {
          velocity[i] = 0.9 * velocity[i] - 0.1 * gradient[i];
          value[i] += 0.9 * velocity[i] - 0.1 * gradient[i];
        }
        assertThat(weights.tensor().get(0)).isCloseTo((float) value[0], EXACT);
        assertThat(weights.tensor().get(1)).isCloseTo((float) value[1], EXACT);
        assertThat(bias.tensor().get(0)).isCloseTo((float) value[2], EXACT);
      }
    }
  }
}
