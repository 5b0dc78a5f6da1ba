package org.psopruner.pruning.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.NetworkBuilder;
import org.psopruner.pruning.network.SampleNetworks;

class ChannelGroupsTest {
  @Test
  void eachConvolutionOfAChainIsAGroupAndTheClassesAreNot() {
    assertThat(ids(SampleNetworks.chain())).containsExactly("conv1 4", "conv2 5");
  }

  @Test
  void hiddenUnitsAreGroups() {
    assertThat(ids(SampleNetworks.hiddenUnits())).containsExactly("hidden1 7", "hidden2 6");
  }

  @Test
  void identityShortcutsTieAllThatTheySum() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.identityShortcut());
    assertThat(ids(SampleNetworks.identityShortcut()))
        .containsExactly("conv1 4", "conv2 5", "conv4 3");
    assertThat(groups.groups().get(0).members())
        .extracting(ChannelGroup.Member::layer)
        .containsExactly("conv1", "conv3", "conv5");
  }

  @Test
  void aProjectionIsTiedToTheBranchItIsAddedTo() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.projectionShortcut());
    assertThat(ids(SampleNetworks.projectionShortcut()))
        .containsExactly("conv1 3", "conv2 4", "conv3 5", "conv4 4");
    assertThat(groups.groups().get(2).members())
        .extracting(ChannelGroup.Member::layer)
        .containsExactly("conv3", "project");
  }

  @Test
  void joinedInputsStayGroupsOfTheirOwn() {
    assertThat(ids(SampleNetworks.joined())).containsExactly("conv1 3", "conv2 4", "conv3 5");
  }

  @Test
  void aLayerAddedToTwoJoinedOnesIsInAGroupWithEach() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.joinedThenAdded());
    assertThat(groups.groups())
        .containsExactly(
            new ChannelGroup("conv1", 2, List.of(member("conv1", 0, 1), member("conv3", 0, 1))),
            new ChannelGroup(
                "conv2", 3, List.of(member("conv2", 0, 1, 2), member("conv3", 2, 3, 4))));
  }

  @Test
  void whatIsTiedToTheImageStays() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.addedToTheImage());
    assertThat(groups.groups())
        .containsExactly(
            new ChannelGroup("conv1", 2, List.of(member("conv1", 0, 1), member("conv2", 2, 3))));
  }

  @Test
  void aGroupThatBeginsInsideALayerIsCalledAfterItsFirstFilter() {
    NetworkBuilder net = new NetworkBuilder(1, 2, 4, 4);
    String x = net.convolution("conv1", IMAGE, 5);
    String y =
        net.join("join", net.convolution("conv2", IMAGE, 2), net.convolution("conv3", IMAGE, 3));
    Network network =
        net.network(net.dense("classes", net.average("average", net.sum("add", x, y)), 3));
    assertThat(ids(network)).containsExactly("conv1 2", "conv1[2] 3");
  }

  @Test
  void aFlattenedChannelIsTiedToAllUnitsAddedToItsPixels() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.flattenedThenAdded());
    assertThat(groups.groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.size()).isEqualTo(3);
              assertThat(group.members().get(1).filters().get(1)).containsExactly(4, 5, 6, 7);
            });
  }

  @Test
  void depthwiseFiltersBelongToTheChannelsTheyRead() {
    assertThat(ids(SampleNetworks.depthwise())).containsExactly("conv1 4", "point 5");
  }

  @Test
  void channelsAroundAGroupedConvolutionStay() {
    assertThat(ids(SampleNetworks.grouped())).containsExactly("conv3 5");
  }

  @Test
  void channelsThatASoftmaxComparesStay() {
    assertThat(ids(SampleNetworks.softmaxInside())).containsExactly("conv1 4", "conv3 4");
  }

  @Test
  void aConvolutionOfAGreyImageIsNoDepthwiseOne() {
    NetworkBuilder net = new NetworkBuilder(1, 1, 4, 4);
    String x = net.average("average", net.convolution("conv", IMAGE, 4));
    assertThat(ids(net.network(net.dense("classes", x, 3)))).containsExactly("conv 4");
  }

  @Test
  void classesMadeByAConvolutionStay() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 4, 4);
    String x = net.convolution("classes", net.convolution("conv", IMAGE, 4), 3);
    x = net.softmax("probabilities", net.flatten("flat", net.average("average", x)));
    assertThat(ids(net.network(x))).containsExactly("conv 4");
  }

  @Test
  void vgg16HasAGroupForEachConvolutionAndTheHiddenLayer() {
    ChannelGroups groups = ChannelGroups.of(SampleNetworks.vgg16());
    assertThat(groups.size()).isEqualTo(14);
    assertThat(groups.groups().get(13).id()).isEqualTo("hidden");
  }

  private static ChannelGroup.Member member(String layer, Integer... filters) {
    return new ChannelGroup.Member(layer, List.of(filters).stream().map(List::of).toList());
  }

  private static List<String> ids(Network network) {
    return ChannelGroups.of(network).groups().stream().map(g -> g.id() + " " + g.size()).toList();
  }
}
