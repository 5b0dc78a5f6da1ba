package org.psopruner.pruning.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import org.junit.jupiter.api.Test;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.NetworkBuilder;
import org.psopruner.pruning.network.SampleNetworks;

class CostTest {
  @Test
  void vgg16CostsWhatItsTableSays() {
    Cost cost = Cost.of(SampleNetworks.vgg16());
    assertThat(cost.parameters()).isEqualTo(14_990_922);
    assertThat(cost.macs()).isEqualTo(313_463_808);
  }

  @Test
  void theSmallNetworkCostsWhatItsTableSays() {
    Cost cost = Cost.of(SampleNetworks.small());
    assertThat(cost.parameters()).isEqualTo(289_194);
    assertThat(cost.macs()).isEqualTo(38_634_752);
  }

  @Test
  void runningStatisticsCountAsBytesButNotAsParameters() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 4, 4);
    Network network = net.network(net.norm("norm", IMAGE));
    assertThat(Cost.of(network)).isEqualTo(new Cost(6, 0, 4 * 12));
  }

  @Test
  void aStridedConvolutionIsUsedOncePerPixelOfItsOutput() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 5, 7);
    Network network = net.network(net.convolution("conv", IMAGE, 2, 3, 2, 1, 1));
    // 2 filters of 3×3×3 and a bias each; the output has 3×4 pixels.
    assertThat(Cost.of(network)).isEqualTo(new Cost(2 * 27 + 2, 2 * 27 * 3 * 4, 4 * (2 * 27 + 2)));
  }

  @Test
  void aDepthwiseFilterReadsOneChannel() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 4, 4);
    Network network = net.network(net.depthwise("depth", IMAGE, 2));
    assertThat(Cost.of(network)).isEqualTo(new Cost(6 * 9, 6 * 9 * 16, 4 * 6 * 9));
  }

  @Test
  void aFilterOfAGroupedConvolutionReadsItsGroup() {
    NetworkBuilder net = new NetworkBuilder(1, 4, 4, 4);
    Network network = net.network(net.convolution("conv", IMAGE, 6, 3, 1, 1, 2));
    assertThat(Cost.of(network).parameters()).isEqualTo(6 * 2 * 9 + 6);
  }

  @Test
  void aDenseLayerReadsEveryPixelOfAFlattenedChannel() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 2, 5);
    Network network = net.network(net.dense("dense", net.flatten("flat", IMAGE), 4));
    assertThat(Cost.of(network)).isEqualTo(new Cost(4 * 30 + 4, 4 * 30, 4 * (4 * 30 + 4)));
  }

  @Test
  void theSmallestStructureKeepsOneChannelOfEachGroup() {
    Network network = SampleNetworks.chain();
    Cost smallest = new CostModel(network, ChannelGroups.of(network)).smallest();
    // conv1: 3·9 + 1, norm1: 2, conv2: 9 + 1, norm2: 2, classes: 3 + 3.
    assertThat(smallest.parameters()).isEqualTo(28 + 2 + 10 + 2 + 6);
  }
}
