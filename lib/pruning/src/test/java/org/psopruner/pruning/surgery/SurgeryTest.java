package org.psopruner.pruning.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.RandomNetworks;
import org.psopruner.pruning.network.ReferenceNetwork;
import org.psopruner.pruning.network.SampleNetworks;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.structure.InvalidStructureException;
import org.psopruner.pruning.structure.Structure;

/** The law: a pruned network's output is the baseline's with the removed channels masked. */
class SurgeryTest {
  private static final Offset<Double> SAME = within(1e-9);

  static Stream<Arguments> networks() {
    return SampleNetworks.all().entrySet().stream()
        .map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void removingTheFirstChannelOfEachGroupIsMaskingIt(String name, Network network) {
    holds(network, group -> indices(1, Math.max(2, group.size())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void removingTheLastChannelOfEachGroupIsMaskingIt(String name, Network network) {
    holds(network, group -> indices(0, Math.max(1, group.size() - 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void keepingOneChannelOfEachGroupIsMaskingAllOthers(String name, Network network) {
    holds(network, group -> List.of(group.size() / 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void maskingChangesTheOutputSoThatTheLawSaysSomething(String name, Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    Structure structure = structure(groups, group -> List.of(group.size() / 2));
    double[] image = image(network.inputShape());
    assertThat(ReferenceNetwork.maskedOutput(network, removed(groups, structure), image))
        .isNotEqualTo(ReferenceNetwork.output(network, image));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void removingOneChannelOfOneGroupIsMaskingIt(String name, Network network) {
    for (ChannelGroup group : ChannelGroups.of(network).groups()) {
      for (int channel = 0; channel < group.size(); channel++) {
        int removed = channel;
        holds(
            network,
            g ->
                indices(0, g.size()).stream()
                    .filter(c -> !g.equals(group) || c != removed)
                    .toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void theLawHoldsOnRandomGraphs(int tens) {
    for (int seed = 10 * tens; seed < 10 * tens + 10; seed++) {
      Random random = new Random(seed);
      holds(RandomNetworks.of(seed), group -> someOf(group.size(), random));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void keepingEverythingChangesNothing(String name, Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    Network pruned = Surgery.prune(network, groups, Structure.full(groups));
    assertThat(pruned.layers()).isEqualTo(network.layers());
  }

  @Test
  void removedFiltersTakeTheirNormAndTheWeightsThatReadThemAlong() {
    Network network = SampleNetworks.chain();
    Network pruned =
        Surgery.prune(
            network,
            ChannelGroups.of(network),
            Structure.of(Map.of("conv1", List.of(0, 2), "conv2", List.of(1, 2, 4))));
    Layer.Convolution conv2 = (Layer.Convolution) network.layer("conv2");
    Layer.Convolution prunedConv2 = (Layer.Convolution) pruned.layer("conv2");
    assertThat(prunedConv2.weights().shape()).containsExactly(3, 2, 3, 3);
    // The first weight of filter 4 for channel 2 is now that of filter 2 for channel 1.
    assertThat(prunedConv2.weights().get((2 * 2 + 1) * 9))
        .isEqualTo(conv2.weights().get((4 * 4 + 2) * 9));
    assertThat(prunedConv2.bias().orElseThrow().get(2))
        .isEqualTo(conv2.bias().orElseThrow().get(4));
    assertThat(((Layer.BatchNorm) pruned.layer("norm2")).mean().get(1))
        .isEqualTo(((Layer.BatchNorm) network.layer("norm2")).mean().get(2));
    assertThat(((Layer.Dense) pruned.layer("classes")).weights().shape()).containsExactly(3, 3);
  }

  @Test
  void aRemovedChannelTakesItsBlockOfDenseColumnsAlong() {
    Network network = SampleNetworks.flatten();
    Structure structure = Structure.of(Map.of("conv1", List.of(1, 3)));
    Network pruned = Surgery.prune(network, ChannelGroups.of(network), structure);
    Layer.Dense dense = (Layer.Dense) network.layer("classes");
    assertThat(((Layer.Dense) pruned.layer("classes")).weights())
        .isEqualTo(
            dense.weights().select(1, new int[] {6, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23}));
  }

  @Test
  void aDepthwiseConvolutionHasAsManyGroupsAsChannelsStay() {
    Network network = SampleNetworks.depthwise();
    Structure structure = Structure.of(Map.of("conv1", List.of(0, 1, 3), "point", List.of(4)));
    Network pruned = Surgery.prune(network, ChannelGroups.of(network), structure);
    Layer.Convolution depthwise = (Layer.Convolution) pruned.layer("depth1");
    assertThat(depthwise.groups()).isEqualTo(3);
    assertThat(depthwise.weights().shape()).containsExactly(6, 1, 3, 3);
  }

  @Test
  void aStructureOfAnotherNetworkIsRefused() {
    Network network = SampleNetworks.chain();
    ChannelGroups groups = ChannelGroups.of(network);
    Structure other = Structure.of(Map.of("conv1", List.of(0), "conv3", List.of(0)));
    assertThatThrownBy(() -> Surgery.prune(network, groups, other))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessage("the structure has no channel group 'conv2'");
  }

  private static void holds(Network network, Function<ChannelGroup, List<Integer>> kept) {
    ChannelGroups groups = ChannelGroups.of(network);
    Structure structure = structure(groups, kept);
    Network pruned = Surgery.prune(network, groups, structure);
    double[] image = image(network.inputShape());

    double[] masked = ReferenceNetwork.maskedOutput(network, removed(groups, structure), image);
    assertThat(ReferenceNetwork.output(pruned, image)).containsExactly(masked, SAME);
    int[] counts =
        groups.groups().stream().mapToInt(group -> structure.keptCount(group.id())).toArray();
    assertThat(new CostModel(network, groups).cost(counts)).isEqualTo(Cost.of(pruned));
  }

  private static Structure structure(
      ChannelGroups groups, Function<ChannelGroup, List<Integer>> kept) {
    return Structure.of(groups.groups().stream().collect(Collectors.toMap(ChannelGroup::id, kept)));
  }

  private static Map<String, Set<Integer>> removed(ChannelGroups groups, Structure structure) {
    Map<String, Set<Integer>> removed = new HashMap<>();
    for (ChannelGroup group : groups.groups()) {
      List<Integer> channels = new ArrayList<>(indices(0, group.size()));
      channels.removeAll(structure.kept(group.id()));
      for (ChannelGroup.Member member : group.members()) {
        channels.forEach(
            c ->
                removed
                    .computeIfAbsent(member.layer(), l -> new HashSet<>())
                    .addAll(member.filters().get(c)));
      }
    }
    return removed;
  }

  private static List<Integer> indices(int from, int to) {
    return IntStream.range(Math.min(from, to - 1), to).boxed().toList();
  }

  private static List<Integer> someOf(int size, Random random) {
    int must = random.nextInt(size);
    return indices(0, size).stream().filter(c -> c == must || random.nextBoolean()).toList();
  }

  private static double[] image(Shape shape) {
    double[] image = new double[shape.size()];
    Random random = new Random(42);
    Arrays.setAll(image, i -> random.nextGaussian());
    return image;
  }
}
