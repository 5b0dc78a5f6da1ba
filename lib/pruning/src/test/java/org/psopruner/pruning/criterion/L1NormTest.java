package org.psopruner.pruning.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

class L1NormTest {
  /** conv1 and conv2 with two filters each, of 1×2 weights, added; then a dense layer. */
  private static final Network NETWORK =
      new Network(
          IMAGE,
          new Shape(1, 1, 2),
          List.of(
              convolution("conv1", 1, -2, 0, -4),
              convolution("conv2", 10, -20, 0, 0),
              new Layer.Add("add", List.of("conv1", "conv2")),
              new Layer.Dense("hidden", "add", Tensor.of(new float[] {1, -1, 3, 0}, 2, 2), bias()),
              new Layer.Dense("classes", "hidden", Tensor.filled(1, 2, 2), Optional.empty())),
          "classes");

  @Test
  void aFilterIsWorthTheSumOfItsAbsoluteWeightsOverAllLayersThatAreTied() {
    assertThat(values(0)).containsExactly(1 + 2 + 10 + 20, 0 + 4);
  }

  @Test
  void aHiddenUnitIsWorthTheSumOfItsAbsoluteWeightsWithoutItsBias() {
    assertThat(values(1)).containsExactly(2, 3);
  }

  private static double[] values(int index) {
    ChannelGroup group = ChannelGroups.of(NETWORK).groups().get(index);
    return new L1Norm().values(NETWORK, group);
  }

  private static Layer convolution(String name, float... weights) {
    Window window = new Window(1, 2, 1, 1, 0, 0, 0, 0);
    return new Layer.Convolution(name, IMAGE, Tensor.of(weights, 2, 1, 1, 2), bias(), window, 1);
  }

  private static Optional<Tensor> bias() {
    return Optional.of(Tensor.vector(100, 200));
  }
}
