package org.psopruner.pruning.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.SampleNetworks;

class StructureTest {
  private static final ChannelGroups GROUPS = ChannelGroups.of(SampleNetworks.chain());

  @Test
  void theFullStructureKeepsEveryChannel() {
    assertThat(Structure.full(GROUPS).kept())
        .isEqualTo(Map.of("conv1", List.of(0, 1, 2, 3), "conv2", List.of(0, 1, 2, 3, 4)));
  }

  @Test
  void theOrderInWhichItIsGivenMakesNoDifference() {
    Structure one = Structure.of(Map.of("b", List.of(2, 0), "a", List.of(10, 9)));
    Structure other = Structure.of(Map.of("a", Set.of(9, 10), "b", List.of(0, 2)));
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.canonicalForm()).isEqualTo("{\"a\":[9,10],\"b\":[0,2]}");
  }

  @Test
  void structuresThatDifferHaveFormsThatDiffer() {
    String name = "a\":[0],\"b";
    assertThat(Structure.of(Map.of(name, List.of(0))).canonicalForm())
        .isNotEqualTo(Structure.of(Map.of("a", List.of(0), "b", List.of(0))).canonicalForm());
  }

  @Test
  void aGroupKeepsAtLeastOneChannel() {
    assertThatThrownBy(() -> Structure.of(Map.of("conv1", List.of())))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessage("the structure keeps no channel of group 'conv1'; it must keep at least one");
  }

  @Test
  void channelsAreDifferentNumbersFromZero() {
    assertThatThrownBy(() -> Structure.of(Map.of("conv1", List.of(0, 0))))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessageContaining("'conv1' must be different numbers from 0, not [0, 0]");
    assertThatThrownBy(() -> Structure.of(Map.of("conv1", List.of(0, -1))))
        .hasMessageContaining("not [0, -1]");
  }

  @Test
  void flagsSayOfEachChannelWhetherItStays() {
    Structure structure = Structure.of(Map.of("conv2", List.of(4), "conv1", List.of(0, 2)));
    assertThat(structure.flags(GROUPS))
        .isDeepEqualTo(
            new boolean[][] {{true, false, true, false}, {false, false, false, false, true}});
  }

  @Test
  void aChannelThatTheNetworkHasNotIsRefused() {
    Structure structure = Structure.of(Map.of("conv1", List.of(4), "conv2", List.of(0)));
    assertThatThrownBy(() -> structure.flags(GROUPS))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessage("the structure keeps channel 4 of group 'conv1', whose channels are 0 to 3");
  }

  @Test
  void aStructureOfFewerGroupsIsRefused() {
    Structure structure = Structure.of(Map.of("conv1", List.of(0)));
    assertThatThrownBy(() -> structure.flags(GROUPS))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessage("the structure has 1 channel groups, the network has 2");
  }
}
