package org.psopruner.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

class LayerAloneTest {
  private static final Shape SIZE = new Shape(4, 5, 6);

  /** Two filters a channel: with half of the filters, it reads half of the channels. */
  @Test
  void aDepthwiseConvolutionReadsAsManyChannelsAsItsFiltersBelongTo() {
    Layer.Convolution layer = convolution(8, 1, 4);

    Network network = LayerAlone.of(layer, SIZE, 1, 4);

    assertThat(network.inputShape()).isEqualTo(new Shape(2, 5, 6));
    assertThat(((Layer.Convolution) network.layers().get(0)).groups()).isEqualTo(2);
  }

  @Test
  void aConvolutionInGroupsKeepsThem() {
    Network network = LayerAlone.of(convolution(8, 2, 2), SIZE, 2, 6);

    assertThat(network.inputShape()).isEqualTo(SIZE);
    assertThat(((Layer.Convolution) network.layers().get(0)).groups()).isEqualTo(2);
  }

  private static Layer.Convolution convolution(int filters, int inputs, int groups) {
    return new Layer.Convolution(
        "conv",
        "image",
        Tensor.of(new float[filters * inputs * 9], filters, inputs, 3, 3),
        Optional.empty(),
        Window.square(3, 1, 1),
        groups);
  }
}
