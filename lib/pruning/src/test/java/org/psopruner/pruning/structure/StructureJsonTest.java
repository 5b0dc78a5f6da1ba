package org.psopruner.pruning.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.SampleNetworks;

class StructureJsonTest {
  private static final ChannelGroups GROUPS = ChannelGroups.of(SampleNetworks.chain());
  private static final Structure STRUCTURE =
      Structure.of(Map.of("conv1", List.of(0, 3), "conv2", List.of(4)));

  private static final String JSON =
      "{\"version\":1,\"groups\":[{\"group\":\"conv1\",\"channels\":4,\"kept\":[0,3]},"
          + "{\"group\":\"conv2\",\"channels\":5,\"kept\":[4]}]}";

  @TempDir private Path folder;

  @Test
  void groupsAreWrittenInNetworkOrderWithTheirSizes() {
    Path file = folder.resolve("structure.json");
    StructureJson.write(file, GROUPS, STRUCTURE);
    assertThat(file).hasContent(JSON);
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("structure.json");
    StructureJson.write(file, GROUPS, STRUCTURE);
    assertThat(StructureJson.read(file)).isEqualTo(STRUCTURE);
  }

  @Test
  void aFolderThatIsNotThereCannotBeWrittenTo() {
    Path file = folder.resolve("missing/structure.json");
    assertThatThrownBy(() -> StructureJson.write(file, GROUPS, STRUCTURE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> StructureJson.read(folder.resolve("none.json")))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessage(folder.resolve("none.json") + ": there is no such file");
    assertThatThrownBy(() -> StructureJson.read(folder))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessageStartingWith(folder + ": it cannot be read");
  }

  @Test
  void aStructureOfTheNetworkIsRead() {
    Path file = folder.resolve("structure.json");
    StructureJson.write(file, GROUPS, STRUCTURE);
    assertThat(StructureJson.read(file, GROUPS)).isEqualTo(STRUCTURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "conv2 | conv9 | the network has no channel group 'conv9'",
        "\"channels\":5 | \"channels\":8 | group 'conv2' has 8 channels here and 5 in the network",
        ",{\"group\":\"conv2\",\"channels\":5,\"kept\":[4]} | `` | channel groups [conv2] are missing",
      })
  void aStructureOfAnotherNetworkIsRefused(String part, String other, String problem)
      throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), JSON.replace(part, other));
    assertThatThrownBy(() -> StructureJson.read(file, GROUPS))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":1 | \"version\":2 | its version is 2; this program reads version 1",
        "\"version\":1 | \"version\":null | version",
        "\"version\":1, | `` | version",
        "\"kept\":[4] | \"kept\":[] | keeps no channel of group 'conv2'",
        "\"kept\":[4] | \"kept\":[5] | channel 5 of group 'conv2' is kept, which has 5 channels",
        "\"kept\":[4] | \"kept\":[-1] | 'conv2' must be different numbers from 0, not [-1]",
        "\"kept\":[4] | \"kept\":[4,4] | 'conv2' must be different numbers from 0, not [4, 4]",
        "\"kept\":[4] | \"kept\":[4.5] | groups[1].kept[0]: ",
        "\"kept\":[4] | \"kept\":[\"4\"] | groups[1].kept[0]: ",
        "\"kept\":[4] | \"kept\":[null] | groups[1].kept",
        "\"kept\":[4] | \"kept\":null | groups[1].kept",
        "\"kept\":[4] | \"kept\":4 | groups[1].kept",
        "\"kept\":[4] | \"kept\":[4],\"kept\":[3] | Duplicate field 'kept'",
        ",\"kept\":[4] | `` | groups[1].kept",
        "conv2 | conv1 | the group 'conv1' is there twice",
        "{\"group\":\"conv2\",\"channels\":5,\"kept\":[4]} | null | groups",
        "}]} | }]}x | x",
        "}]} | }] | end-of-input",
        "{\"version\" | [{\"version\" | is no structure",
      })
  void badJsonIsRefusedInOneLineThatNamesTheFile(String part, String bad, String problem)
      throws IOException {
    refuses(JSON.replace(part, bad), problem);
  }

  @ParameterizedTest
  @CsvSource({"'',No content", "null,holds no structure", "7,is no structure"})
  void whatIsNoObjectIsRefused(String json, String problem) throws IOException {
    refuses(json, problem);
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() throws IOException {
    refuses(" ".repeat(9 << 20), "it has more than 8 MiB, which no structure takes");
    refuses("[".repeat(1 << 20), "is no structure");
    refuses(JSON.replace("[4]", "[" + "4".repeat(1 << 10) + "]"), "Number value length");
    refuses(JSON.replace("conv2", "x\\n".repeat(1 << 10)).replace("[4]", "[]"), "keeps no channel");
  }

  private void refuses(String json, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), json);
    assertThatThrownBy(() -> StructureJson.read(file))
        .isInstanceOf(InvalidStructureException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem)
        .hasMessageNotContaining("\n");
  }
}
