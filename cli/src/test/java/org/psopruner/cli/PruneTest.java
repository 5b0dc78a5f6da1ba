package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.OnnxWriter;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.pruning.surgery.Surgery;

/** Commands that need nothing running: {@code prune}, and the scripts for shells. */
class PruneTest {
  @TempDir Path folder;

  @Test
  void aStructureIsAppliedToAModel() throws IOException {
    OnnxModel model = OnnxReader.read(Shell.MODEL);
    ChannelGroups groups = ChannelGroups.of(model.network());
    Structure half = half(groups);
    Path structure = folder.resolve("structure.json");
    StructureJson.write(structure, groups, half);
    Path output = folder.resolve("small.onnx");

    Shell shell =
        Shell.run("prune", "--structure", structure, "--model", Shell.MODEL, "--output", output);

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .containsPattern("parameters +289,194 +[0-9,]+ +-")
        .containsPattern("features.0 +\\S+ +16 of 32")
        .contains("wrote " + output + "; it is not retrained");
    OnnxModel written = OnnxReader.read(output);
    Network pruned = Surgery.prune(model.network(), groups, half);
    assertThat(OnnxWriter.bytes(written.network(), Map.of()))
        .isEqualTo(OnnxWriter.bytes(pruned, Map.of()));
    assertThat(written.metadata()).isEqualTo(model.metadata());

    BadInputTest.assertBadInput(
        Shell.run("prune", "--structure", structure, "--model", Shell.MODEL, "--output", output),
        "--output is " + output + ", which is there");
    assertThat(
            Shell.run(
                    "prune",
                    "--structure",
                    structure,
                    "--model",
                    Shell.MODEL,
                    "--output",
                    output,
                    "--overwrite",
                    "--json")
                .out())
        .contains("\"before\"", "\"parameters\" : 289194");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2); // no draft is left
    }
  }

  @Test
  void aStructureOfAnotherModelIsRefused() throws IOException {
    Path structure =
        Files.writeString(folder.resolve("structure.json"), "{\"version\":1,\"groups\":[]}");

    BadInputTest.assertBadInput(
        Shell.run(
            "prune",
            "--structure",
            structure,
            "--model",
            Shell.MODEL,
            "--output",
            folder.resolve("x.onnx")),
        "--structure does not fit");
    assertThat(folder.resolve("x.onnx")).doesNotExist();
  }

  @Test
  void aCoordinatorThatIsNotThereIsNamed() {
    for (String[] command :
        new String[][] {
          {"list"},
          {"pause", "x"},
          {"resume", "x"},
          {"stop", "x"},
          {"front", "x"},
          {"pick", "x", "5f0c2a11"},
          {"delete", "x"},
          {"watch", "x"}
        }) {
      String[] whole = new String[command.length + 2];
      System.arraycopy(command, 0, whole, 0, command.length);
      whole[command.length] = "--coordinator";
      whole[command.length + 1] = "http://127.0.0.1:1";
      BadInputTest.assertBadInput(
          Shell.run((Object[]) whole),
          "--coordinator is http://127.0.0.1:1, where no coordinator answers");
    }
    BadInputTest.assertBadInput(
        Shell.run("list", "--coordinator", "coordinator:8080"),
        "--coordinator is coordinator:8080; it must be http://HOST:PORT or https://HOST:PORT");
    BadInputTest.assertBadInput(Shell.run("pause", "a/../b"), "ID is a/../b; it must be 1 to 100");
    BadInputTest.assertBadInput(Shell.run("pick", "x"), "EVALUATION");
    BadInputTest.assertBadInput(
        Shell.run("pick", "x", "best"),
        "EVALUATION is best; it must be up to 64 of the digits 0-9 and a-f");
    BadInputTest.assertBadInput(Shell.run("submit", "none.json"), "none.json cannot be read");
    BadInputTest.assertBadInput(
        Shell.run("submit", Shell.MODEL, "--key", "night\nly"), "--key is night ly; it must be of");
    BadInputTest.assertBadInput(
        Shell.run("submit", Shell.MODEL, "--key", ""), "--key is empty; it must be of");
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = Files.writeString(folder.resolve("completion"), Shell.run("completion").out());
    String completes =
        "source %s; COMP_WORDS=(psopruner %s); COMP_CWORD=%d; _complete_psopruner; echo"
            + " ${COMPREPLY[@]}";

    assertThat(bash(completes.formatted(script, "com", 1))).contains("compare", "completion");
    assertThat(bash(completes.formatted(script, "stop --re", 2))).contains("--retrain");
    assertThat(bash(completes.formatted(script, "export --ev", 2))).contains("--evaluation");
  }

  private static String bash(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private static Structure half(ChannelGroups groups) {
    Map<String, List<Integer>> kept = new TreeMap<>();
    for (ChannelGroup group : groups.groups()) {
      kept.put(group.id(), IntStream.range(0, group.size() / 2).boxed().toList());
    }
    return Structure.of(kept);
  }
}
