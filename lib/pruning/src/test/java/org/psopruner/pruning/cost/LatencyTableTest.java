package org.psopruner.pruning.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.SampleNetworks;
import org.psopruner.pruning.structure.Alignment;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.ThresholdMapping;

class LatencyTableTest {
  private static final LatencyTable.Grid GRID =
      new LatencyTable.Grid(
          List.of(2, 4),
          List.of(10, 20, 40),
          List.of(List.of(1.0, 2.0, 4.0), List.of(3.0, 4.0, 6.0)));

  private static final Network CHAIN = SampleNetworks.chain();

  @ParameterizedTest
  @CsvSource({
    "2,10,1",
    "4,40,6",
    "2,20,2",
    "3,10,2",
    "2,15,1.5",
    "3,30,4",
    "1,5,1",
    "9,99,6",
    "3,99,5"
  })
  void betweenWidthsThatWereMeasuredTimesRunStraightAndBeyondThemTheyStay(
      int input, int output, double millis) {
    assertThat(GRID.at(input, output)).isCloseTo(millis, within(1e-12));
  }

  @Test
  void theTimeOfAStructureIsTheSumOverItsLayers() {
    CostModel costs =
        new CostModel(CHAIN, ChannelGroups.of(CHAIN), Optional.of(proportional(CHAIN)));

    Cost whole = costs.whole();

    // Each layer takes a millisecond a thousand weights: so all of them take what their weights
    // say.
    assertThat(whole.millis()).isCloseTo(weights(CHAIN) / 1000.0, within(1e-9));
    assertThat(costs.smallest().millis()).isBetween(0.0, whole.millis() / 2);
    assertThat(new CostModel(CHAIN, ChannelGroups.of(CHAIN)).whole().millis()).isZero();
  }

  @Test
  void aBudgetBoundsTheTimeOfAStructure() {
    ChannelGroups groups = ChannelGroups.of(CHAIN);
    CostModel costs = new CostModel(CHAIN, groups, Optional.of(proportional(CHAIN)));
    ThresholdMapping mapping =
        new ThresholdMapping(
            groups, new L1Norm(), new Budget(1, 1, 1, 0.5), Alignment.NONE, CHAIN, costs);

    Structure structure = mapping.structure(new double[mapping.dimensions()]);

    assertThat(mapping.cost(structure).millis())
        .isLessThanOrEqualTo(mapping.baselineCost().millis() / 2)
        .isGreaterThan(0);
  }

  @Test
  void aBudgetThatNoStructureMeetsIsRefused() {
    ChannelGroups groups = ChannelGroups.of(CHAIN);
    CostModel costs = new CostModel(CHAIN, groups, Optional.of(proportional(CHAIN)));

    assertThatThrownBy(
            () ->
                new ThresholdMapping(
                    groups, new L1Norm(), new Budget(1, 1, 1, 1e-6), Alignment.NONE, CHAIN, costs))
        .isInstanceOf(UnreachableBudgetException.class)
        .hasMessageContaining("no structure meets the latency budget of 0.0001 %");
  }

  @Test
  void aTableOfAnotherNetworkIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CostModel(
                    CHAIN, ChannelGroups.of(CHAIN), Optional.of(new LatencyTable(Map.of()))))
        .withMessageContaining("has no layer conv1");
  }

  @Test
  void aTableOfANarrowerNetworkIsRefused() {
    Map<String, LatencyTable.Grid> layers = new HashMap<>(proportional(CHAIN).layers());
    LatencyTable.Grid first = layers.get("conv1");
    int outputs = first.outputs().get(first.outputs().size() - 1);
    layers.put(
        "conv1", new LatencyTable.Grid(List.of(3), List.of(outputs - 1), List.of(List.of(1.0))));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CostModel(
                    CHAIN, ChannelGroups.of(CHAIN), Optional.of(new LatencyTable(layers))))
        .withMessage(
            "the latency table has layer conv1 with up to 3 inputs and %d outputs, but it has 3 and %d; measure this network",
            outputs - 1, outputs);
  }

  @Test
  void aGridThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyTable.Grid(List.of(2, 2), List.of(1), List.of()))
        .withMessageContaining("inputs are [2, 2]; they must ascend");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyTable.Grid(List.of(2), List.of(1), List.of(List.of(0.0))))
        .withMessageContaining("a time is 0.0; it must be above 0 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyTable.Grid(List.of(2), List.of(1, 3), List.of(List.of(1.0))))
        .withMessageContaining("1 times for 2 outputs");
  }

  /** Of every layer the least and the full width, at a millisecond a thousand weights. */
  private static LatencyTable proportional(Network network) {
    Map<String, LatencyTable.Grid> layers = new HashMap<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
        int inputs = layer.tensors().get(0).dim(1);
        int outputs = layer.tensors().get(0).dim(0);
        double time = layer.tensors().get(0).size() / 1000.0;
        double each = time / inputs / outputs;
        layers.put(
            layer.name(),
            new LatencyTable.Grid(
                List.of(1, inputs),
                List.of(1, outputs),
                List.of(List.of(each, each * outputs), List.of(each * inputs, time))));
      }
    }
    return new LatencyTable(layers);
  }

  private static long weights(Network network) {
    return network.layers().stream()
        .filter(layer -> layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
        .mapToLong(layer -> layer.tensors().get(0).size())
        .sum();
  }
}
