package org.psopruner.pruning.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.LayerKind;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.SampleNetworks;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.surgery.Surgery;

class NetworkPlanTest {
  static Collection<Network> networks() {
    return SampleNetworks.all().values();
  }

  /** What the plan says of a structure is what surgery makes of it. */
  @ParameterizedTest
  @MethodSource("networks")
  void aLayerHasTheSizeThatSurgeryGivesIt(Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    int[] kept = groups.groups().stream().mapToInt(group -> (group.size() + 1) / 2).toArray();
    Map<String, List<Integer>> structure = new TreeMap<>();
    IntStream.range(0, kept.length)
        .forEach(
            g ->
                structure.put(
                    groups.groups().get(g).id(), IntStream.range(0, kept[g]).boxed().toList()));
    Network pruned = Surgery.prune(network, groups, Structure.of(structure));

    NetworkPlan plan = NetworkPlan.of(network, groups);

    assertThat(plan.sizes(kept))
        .isEqualTo(NetworkPlan.of(pruned, ChannelGroups.of(pruned)).whole());
    assertThat(plan.sizes(kept))
        .extracting(NetworkPlan.Size::channels)
        .isEqualTo(
            pruned.layers().stream()
                .map(layer -> (long) pruned.shape(layer.name()).channels())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theLayersTogetherCostWhatTheNetworkCosts(Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    int[] kept = groups.sizes();
    Arrays.setAll(kept, g -> Math.max(1, kept[g] - 1));
    Cost cost = new CostModel(network, groups).cost(kept);

    List<NetworkPlan.Size> sizes = NetworkPlan.of(network, groups).sizes(kept);

    assertThat(sizes.stream().mapToLong(NetworkPlan.Size::parameters).sum())
        .isEqualTo(cost.parameters());
    assertThat(sizes.stream().mapToLong(NetworkPlan.Size::macs).sum()).isEqualTo(cost.macs());
  }

  @Test
  void aLayerIsNamedAndTellsWhatItReads() {
    Network network = SampleNetworks.projectionShortcut();
    NetworkPlan plan = NetworkPlan.of(network, ChannelGroups.of(network));

    assertThat(plan.steps().get(0))
        .isEqualTo(
            new NetworkPlan.Step(
                "conv1",
                LayerKind.CONVOLUTION,
                "convolution 3x3",
                List.of(network.inputName()),
                Optional.of("conv1"),
                new Shape(3, 6, 6)));
  }
}
