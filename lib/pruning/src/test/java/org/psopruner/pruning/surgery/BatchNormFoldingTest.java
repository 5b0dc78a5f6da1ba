package org.psopruner.pruning.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.ReferenceNetwork;
import org.psopruner.pruning.network.SampleNetworks;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

class BatchNormFoldingTest {
  static Stream<Arguments> networks() {
    return SampleNetworks.all().entrySet().stream()
        .map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void outputsStayWhatTheyAre(String name, Network network) {
    double[] image = new Random(5).doubles(network.inputShape().size(), -1, 1).toArray();

    assertThat(ReferenceNetwork.output(BatchNormFolding.fold(network), image))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(ReferenceNetwork.output(network, image));
  }

  @Test
  void noBatchNormIsLeftBehindConvolutions() {
    assertThat(SampleNetworks.small().layers()).anyMatch(Layer.BatchNorm.class::isInstance);
    assertThat(BatchNormFolding.fold(SampleNetworks.small()).layers())
        .noneMatch(Layer.BatchNorm.class::isInstance);
  }

  @Test
  void aBatchNormIsKeptWhereOthersReadTheLayerToo() {
    Layer shared = dense("shared");
    Network network =
        network(
            List.of(
                shared, norm("norm", "shared"), new Layer.Add("sum", List.of("shared", "norm"))),
            "sum");

    assertThat(BatchNormFolding.fold(network).layers()).isEqualTo(network.layers());
  }

  @Test
  void aBatchNormIsKeptBehindWhatIsNoConvolution() {
    Network network = network(List.of(norm("first", "image"), norm("second", "first")), "second");

    assertThat(BatchNormFolding.fold(network).layers()).isEqualTo(network.layers());
  }

  private static Network network(List<Layer> layers, String output) {
    return new Network("image", new Shape(2, 1, 1), layers, output);
  }

  private static Layer dense(String name) {
    return new Layer.Dense(
        name, "image", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), Optional.empty());
  }

  private static Layer norm(String name, String input) {
    return new Layer.BatchNorm(
        name,
        input,
        Tensor.vector(2, 3),
        Tensor.vector(1, -1),
        Tensor.vector(0.5f, 0.25f),
        Tensor.vector(4, 9),
        0);
  }
}
