package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportanceIT {
  @TempDir static Path folder;
  private Shell measured;

  @BeforeAll
  void measure() {
    measured =
        Shell.run(
            "importance",
            "--model",
            Shell.MODEL,
            "--data",
            Shell.DATA,
            "--images",
            70,
            "--batch",
            32,
            "--output",
            folder.resolve("importance.json"));
    assertThat(measured.exitCode()).as(measured.err()).isZero();
  }

  @Test
  void eachChannelOfEachGroupIsValued() {
    ImportanceReport report = ImportanceReport.read(folder.resolve("importance.json"));

    List<ChannelGroup> groups = ChannelGroups.of(OnnxReader.read(Shell.MODEL).network()).groups();
    assertThat(report.groups())
        .extracting(ImportanceReport.GroupValues::group)
        .containsExactlyElementsOf(groups.stream().map(ChannelGroup::id).toList());
    for (int g = 0; g < groups.size(); g++) {
      assertThat(report.groups().get(g).values())
          .hasSize(groups.get(g).size())
          .allMatch(value -> value >= 0)
          .anyMatch(value -> value > 0);
    }
    assertThat(report.measure()).contains("64 training images in batches of 32");
    assertThat(measured.out()).contains(groups.get(0).id(), "median");
  }

  @Test
  void aSearchDeletesByTheValues() {
    Shell shell = searched("--importance", folder.resolve("importance.json"));

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out()).contains("uniform");
  }

  @Test
  void theValuesAreAmongTheCriteriaThatAreSearched() throws Exception {
    Path values = folder.resolve("importance.json");

    Shell described =
        Shell.describe(
            folder.resolve("out"),
            "--importance",
            values,
            "--criterion",
            "searched",
            "--start",
            "random");

    assertThat(described.json().at("/structures/criterion").asText()).isEqualTo("searched");
    assertThat(described.json().at("/structures/values/uri").asText())
        .isEqualTo(values.toUri().toString());
  }

  @Test
  void badInput() throws Exception {
    Path values = folder.resolve("importance.json");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{}");
    String sha256 = ImportanceReport.read(values).modelSha256();
    Path other =
        Files.writeString(
            folder.resolve("other.json"), Files.readString(values).replace(sha256, "0".repeat(64)));
    Path few =
        Files.writeString(
            folder.resolve("few.json"),
            Files.readString(values).replaceFirst("(\"values\"\\s*:\\s*\\[)[^,]*,", "$1"));

    BadInputTest.assertBadInput(searched("--importance", broken), "broken.json", "modelSha256");
    BadInputTest.assertBadInput(searched("--importance", other), "of another model than");
    BadInputTest.assertBadInput(searched("--importance", few), "channels, but", "values");
    BadInputTest.assertBadInput(
        searched("--importance", few, "--criterion", "searched"), "channels, but", "values");
    BadInputTest.assertBadInput(searched("--importance", folder.resolve("gone")), "gone");
    BadInputTest.assertBadInput(
        searched("--importance", values, "--criterion", "l2-norm"),
        "but --criterion is l2-norm; give one of them");
    BadInputTest.assertBadInput(
        Shell.run("importance", "--model", Shell.MODEL, "--data", Shell.DATA, "--images", 10),
        "--batch is 128, but there are 10 images");
  }

  private static Shell searched(Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "--methods",
                "uniform",
                "--seeds",
                1,
                "--validation-images",
                16,
                "--recalibration-images",
                8));
    arguments.addAll(List.of(more));
    return Shell.methods(arguments.toArray());
  }
}
