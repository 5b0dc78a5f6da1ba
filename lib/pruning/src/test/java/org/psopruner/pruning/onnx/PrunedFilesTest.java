package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.ReferenceNetwork;
import org.psopruner.pruning.network.SampleNetworks;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.pruning.surgery.Surgery;

/** What ONNX Runtime makes of networks, whole and pruned, against the reference. */
class PrunedFilesTest {
  private static final Offset<Double> CLOSE = within(1e-4);

  static Stream<Arguments> networks() {
    return SampleNetworks.all().entrySet().stream()
        .map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void onnxRuntimeAndTheReferenceAgree(String name, Network network) {
    assertThat(runtimeOutput(network))
        .containsExactly(ReferenceNetwork.output(network, image(network)), CLOSE);
  }

  @Test
  void theTrainedNetworkCutToSixPercentIsTheTrainedNetworkMasked() {
    Network network = OnnxReader.read(Path.of("src/test/resources/small-cifar10.onnx")).network();
    ChannelGroups groups = ChannelGroups.of(network);
    Structure structure =
        new ThresholdMapping(network, groups, new L1Norm(), new Budget(0.06, 1, 1))
            .structure(new double[] {0.1, 0.5, 0.2, 0.6, 0.3, 0.4});
    Network pruned = Surgery.prune(network, groups, structure);

    assertThat(Cost.of(network).parameters()).isEqualTo(289_194);
    assertThat(Cost.of(pruned).parameters()).isBetween(16_500L, 17_351L);
    assertThat(runtimeOutput(pruned))
        .containsExactly(
            ReferenceNetwork.maskedOutput(network, removed(groups, structure), image(network)),
            CLOSE);
  }

  private static Map<String, Set<Integer>> removed(ChannelGroups groups, Structure structure) {
    Map<String, Set<Integer>> removed = new HashMap<>();
    for (ChannelGroup group : groups.groups()) {
      Set<Integer> filters = new HashSet<>();
      IntStream.range(0, group.size()).forEach(filters::add);
      structure.kept(group.id()).forEach(filters::remove);
      removed.put(group.id(), filters);
    }
    return removed;
  }

  private static double[] runtimeOutput(Network network) {
    Shape shape = network.inputShape();
    float[] images = OnnxRuntime.images(1, shape);
    long[] axes = {1, shape.channels(), shape.height(), shape.width()};
    return doubles(OnnxRuntime.run(OnnxWriter.bytes(network, Map.of()), images, axes));
  }

  private static double[] image(Network network) {
    return doubles(OnnxRuntime.images(1, network.inputShape()));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
