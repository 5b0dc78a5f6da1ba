package org.psopruner.pruning.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

/** What the criteria value differently, on filters of two weights. */
class CriteriaTest {
  /** Two that differ little, one large one the other way, one small one between. */
  private static final float[] FILTERS = {3, 4, 3, 4.5f, -6, -8, 0, 1};

  private static final Network CHAIN =
      network(
          convolution("conv", FILTERS),
          new Layer.BatchNorm(
              "norm",
              "conv",
              Tensor.vector(0.5f, -2, 0.1f, 1),
              Tensor.filled(0, 4),
              Tensor.filled(0, 4),
              Tensor.filled(1, 4),
              1e-5f));

  @Test
  void theL2NormIsTheLengthOfAFilter() {
    assertThat(new L2Norm().values(CHAIN, group(CHAIN)))
        .containsExactly(new double[] {5, Math.sqrt(29.25), 10, 1}, within(1e-6));
  }

  @Test
  void theL2NormOfTiedFiltersIsTheLengthOfThemAll() {
    Network tied =
        network(
            convolution("conv", FILTERS),
            convolution("other", 12, 0, 0, 0, 0, 0, 0, 0),
            new Layer.Add("sum", List.of("conv", "other")));
    assertThat(new L2Norm().values(tied, group(tied))[0]).isCloseTo(13, within(1e-6));
  }

  @Test
  void theGeometricMedianGivesTheLeastToWhatOthersCanReplace() {
    double[] values = new GeometricMedian().values(CHAIN, group(CHAIN));
    double toNext = 0.5;
    double toLarge = 15;
    double toSmall = Math.hypot(3, 3);
    assertThat(values[0]).isCloseTo(toNext + toLarge + toSmall, within(1e-6));
    assertThat(values[2]).as("the one that is far from all").isGreaterThan(values[0]);
    assertThat(values[3]).isCloseTo(toSmall + Math.hypot(3, 3.5) + Math.hypot(6, 9), within(1e-6));
  }

  @Test
  void measuredValuesAreTakenAsTheyAre() {
    ChannelGroup group = group(CHAIN);

    assertThat(measured(group, 0.5, -2.0, 7.0, 0.0).values(CHAIN, group))
        .containsExactly(0.5, -2, 7, 0);
  }

  @Test
  void measuredValuesThatDoNotFitTheGroupAreRefused() {
    ChannelGroup group = group(CHAIN);

    assertThatThrownBy(() -> measured(group, 1.0, 2.0, 3.0).values(CHAIN, group))
        .hasMessage("channel group 'conv' has 4 channels, but 3 values; value its filters again");
    assertThatThrownBy(() -> new MeasuredValues(Map.of()).values(CHAIN, group))
        .hasMessageContaining("but 0 values");
    assertThatThrownBy(() -> measured(group, 1.0, 2.0, Double.NaN, 4.0).values(CHAIN, group))
        .hasMessage("a value of channel group 'conv' is NaN; it must be a finite number");
  }

  private static MeasuredValues measured(ChannelGroup group, Double... values) {
    return new MeasuredValues(Map.of(group.id(), List.of(values)));
  }

  @Test
  void theBatchNormsScaleIsTakenWithoutItsSign() {
    assertThat(new BatchNormScale().values(CHAIN, group(CHAIN)))
        .containsExactly(new double[] {0.5, 2, 0.1, 1}, within(1e-6));
  }

  @Test
  void aGroupWithoutBatchNormIsValuedByItsWeights() {
    Network bare = network(convolution("conv", FILTERS));
    assertThat(new BatchNormScale().values(bare, group(bare))).containsExactly(7, 7.5, 14, 1);
  }

  @Test
  void randomValuesFollowFromTheSeed() {
    double[] values = new RandomValue(1).values(CHAIN, group(CHAIN));
    assertThat(values)
        .doesNotHaveDuplicates()
        .isEqualTo(new RandomValue(1).values(CHAIN, group(CHAIN)));
    assertThat(values).isNotEqualTo(new RandomValue(2).values(CHAIN, group(CHAIN)));
  }

  private static ChannelGroup group(Network network) {
    return ChannelGroups.of(network).groups().get(0);
  }

  private static Network network(Layer... layers) {
    Layer last = layers[layers.length - 1];
    Layer classes =
        new Layer.Dense("classes", last.name(), Tensor.filled(1, 2, 4), Optional.empty());
    return new Network(
        IMAGE,
        new Shape(1, 1, 2),
        Stream.concat(Arrays.stream(layers), Stream.of(classes)).toList(),
        "classes");
  }

  private static Layer convolution(String name, float... weights) {
    Window window = new Window(1, 2, 1, 1, 0, 0, 0, 0);
    return new Layer.Convolution(
        name, IMAGE, Tensor.of(weights, 4, 1, 1, 2), Optional.empty(), window, 1);
  }
}
