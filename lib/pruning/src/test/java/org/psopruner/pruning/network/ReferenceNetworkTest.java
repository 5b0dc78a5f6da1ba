package org.psopruner.pruning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.network.Layer.Activation;
import org.psopruner.pruning.network.Layer.BatchNorm;
import org.psopruner.pruning.network.Layer.Convolution;
import org.psopruner.pruning.network.Layer.Dense;
import org.psopruner.pruning.network.Layer.GlobalAveragePooling;
import org.psopruner.pruning.network.Layer.Pooling;
import org.psopruner.pruning.network.Layer.Softmax;

/** The reference against sums done by hand. */
class ReferenceNetworkTest {
  private static final double[] PIXELS = {1, 2, 3, 4, 5, 6};

  @Test
  void aConvolutionSumsWeightsTimesPixelsAndZerosOutside() {
    Tensor weights = Tensor.of(new float[] {1, 10, 100, 1000}, 1, 1, 2, 2);
    Window window = new Window(2, 2, 1, 2, 1, 0, 0, 1);
    Convolution conv =
        new Convolution("conv", IMAGE, weights, Optional.of(Tensor.vector(7)), window, 1);
    assertThat(run(new Shape(1, 2, 3), conv)).containsExactly(2100 + 7, 300 + 7, 5421 + 7, 603 + 7);
  }

  @Test
  void aGroupedConvolutionReadsItsOwnChannels() {
    Tensor weights = Tensor.of(new float[] {1, 10, 100, 1000, 2, 20, 200, 2000}, 4, 2, 1, 1);
    Convolution conv =
        new Convolution("conv", IMAGE, weights, Optional.empty(), Window.square(1, 1, 0), 2);
    Network network = new Network(IMAGE, new Shape(4, 1, 1), List.of(conv), "conv");
    assertThat(ReferenceNetwork.output(network, new double[] {1, 2, 3, 4}))
        .containsExactly(21, 2100, 86, 8600);
  }

  @Test
  void anAverageCountsThePixelsThatAreThereOrTheWholeWindow() {
    Window window = Window.square(2, 2, 1);
    assertThat(
            run(
                new Shape(1, 2, 3),
                new Pooling("pool", IMAGE, Pooling.Kind.AVERAGE, window, false)))
        .containsExactly(1, 2.5, 4, 5.5);
    assertThat(
            run(new Shape(1, 2, 3), new Pooling("pool", IMAGE, Pooling.Kind.AVERAGE, window, true)))
        .containsExactly(0.25, 1.25, 1, 2.75);
  }

  @Test
  void theOtherLayersDoWhatTheirDefinitionsSay() {
    Tensor two = Tensor.vector(2, 2);
    Tensor three = Tensor.vector(3, 3);
    Shape channels = new Shape(2, 1, 3);
    assertThat(run(channels, new BatchNorm("norm", IMAGE, three, two, two, three, 1)))
        .containsExactly(0.5, 2, 3.5, 5, 6.5, 8);
    assertThat(run(channels, new GlobalAveragePooling("average", IMAGE)))
        .containsExactly(new double[] {2, 5}, within(1e-12));
    assertThat(run(channels, new Softmax("softmax", IMAGE))[0])
        .isEqualTo(1 / (1 + Math.exp(3)), within(1e-12));
    Tensor weights = Tensor.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}, 2, 6);
    assertThat(run(new Shape(6, 1, 1), new Dense("dense", IMAGE, weights, Optional.of(three))))
        .containsExactly(4, 15);
  }

  @Test
  void aMaskedFilterIsZeroWhereItIsRead() {
    NetworkBuilder net = new NetworkBuilder(1, 1, 2, 3);
    String x = net.norm("norm", net.convolution("conv", IMAGE, 2));
    x = net.activation("active", x, Activation.Function.SIGMOID);
    Network network = net.network(net.dense("classes", net.average("average", x), 2));
    assertThat(ReferenceNetwork.maskedOutput(network, Map.of("conv", Set.of(0, 1)), PIXELS))
        .containsExactly(
            ((Dense) network.layer("classes")).bias().orElseThrow().get(0),
            ((Dense) network.layer("classes")).bias().orElseThrow().get(1));
  }

  @Test
  void aMaskThatSurgeryCouldNotFollowIsAnError() {
    NetworkBuilder net = new NetworkBuilder(1, 1, 2, 3);
    String sum = net.sum("sum", net.convolution("one", IMAGE, 2), net.convolution("two", IMAGE, 2));
    Network network = net.network(sum);
    assertThatThrownBy(
            () -> ReferenceNetwork.maskedOutput(network, Map.of("one", Set.of(0)), PIXELS))
        .hasMessage("'sum' adds a masked channel to one that is not");
    Map<String, Set<Integer>> both = Map.of("one", Set.of(0), "two", Set.of(0));
    assertThatThrownBy(() -> ReferenceNetwork.maskedOutput(network, both, PIXELS))
        .hasMessage("an output is masked");
  }

  private static double[] run(Shape shape, Layer layer) {
    Network network = new Network(IMAGE, shape, List.of(layer), layer.name());
    return ReferenceNetwork.output(network, PIXELS);
  }
}
