package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

class WeightAverageTest {
  @Test
  void everyMomentCountsAlike() {
    Optional<WeightAverage> average = Optional.empty();
    for (float weight : new float[] {1, 2, 6}) {
      average = Optional.of(WeightAverage.of(average, dense(weight)));
    }

    assertThat(average.orElseThrow().count()).isEqualTo(3);
    assertThat(average.orElseThrow().network().layers()).isEqualTo(dense(3).layers());
  }

  private static Network dense(float weight) {
    return new Network(
        "image",
        new Shape(2, 1, 1),
        List.of(
            new Layer.Dense(
                "dense",
                "image",
                Tensor.of(new float[] {weight, -weight}, 1, 2),
                Optional.of(Tensor.vector(10 * weight)))),
        "dense");
  }
}
