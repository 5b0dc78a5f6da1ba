package org.psopruner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.LatencyReport;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.swarm.Position;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatencyIT {
  private static final int ALL_CHANNELS =
      ChannelGroups.of(OnnxReader.read(Shell.MODEL).network()).groups().stream()
          .mapToInt(ChannelGroup::size)
          .sum();

  @TempDir static Path folder;
  private Shell measured;

  @BeforeAll
  void measure() {
    measured =
        Shell.run(
            "latency",
            "--widths",
            3,
            "--runs",
            3,
            "--output",
            folder.resolve("latency.json"),
            Shell.MODEL);
    assertThat(measured.exitCode()).as(measured.err()).isZero();
  }

  @Test
  void eachLayerIsTimedFromItsLeastWidthToItsFull() {
    LatencyReport report = LatencyReport.read(folder.resolve("latency.json"));

    assertThat(report.layers()).hasSize(7);
    LatencyReport.LayerTimes first = report.layers().get(0);
    assertThat(first.inputs()).containsExactly(3);
    assertThat(first.outputs()).containsExactly(1, 16, 32);
    LatencyReport.LayerTimes second = report.layers().get(1);
    assertThat(second.inputs()).containsExactly(1, 16, 32);
    assertThat(second.millis()).hasSize(3).allMatch(row -> row.size() == 3);
    assertThat(report.wholeMillis()).hasValueSatisfying(millis -> assertThat(millis).isPositive());
    assertThat(measured.out()).contains("all layers", "the whole network", "features.17");
  }

  /** Where nothing is to go, the bound alone takes channels away. */
  @Test
  void aSearchIsBoundedByTheTimes() {
    assertThat(kept("--max-params", "100%")).isEqualTo(ALL_CHANNELS);
    assertThat(kept("--max-latency", "60%", "--latency", folder.resolve("latency.json")))
        .isLessThan(ALL_CHANNELS);
  }

  /** How many channels are left at a search's position 0. */
  private static int kept(Object... budget) {
    Object[] options = Stream.concat(Stream.of("--start", "random"), Stream.of(budget)).toArray();
    Shell described = Shell.describe(folder, options);
    assertThat(described.exitCode()).as(described.err()).isZero();
    SearchSpace space =
        new ThresholdSpaces()
            .open(RecordJson.read(described.out().getBytes(UTF_8), ExperimentSpec.class));
    return space
        .at(Position.of(new double[space.dimensions()]))
        .structure()
        .kept()
        .values()
        .stream()
        .mapToInt(List::size)
        .sum();
  }

  @Test
  void aModelWhoseBatchIsFixedIsTimedWithAnother() throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(Shell.MODEL)).toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .clear()
        .setDimValue(1);
    Path fixed = Files.write(folder.resolve("fixed.onnx"), model.build().toByteArray());

    Shell shell = Shell.run("latency", "--widths", 2, "--runs", 1, "--batch", 2, fixed);

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out()).contains("the whole network");
  }

  @Test
  void badInput() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{}");
    BadInputTest.assertBadInput(
        Shell.methods("--max-latency", "60%"), "--max-latency is 60.0 %, but --latency is missing");
    BadInputTest.assertBadInput(Shell.methods("--latency", broken), "but --max-latency is missing");
    BadInputTest.assertBadInput(
        Shell.methods("--latency", broken, "--max-latency", "60%"), "broken.json");
    BadInputTest.assertBadInput(
        Shell.methods("--latency", folder.resolve("gone.json"), "--max-latency", "60%"),
        "gone.json");
    BadInputTest.assertBadInput(
        Shell.methods("--latency", folder.resolve("latency.json"), "--max-latency", "0.001%"),
        "no structure meets the latency budget of 0.001 %");
    Path nowhere = folder.resolve("gone/latency.json");
    BadInputTest.assertBadInput(
        Shell.run("latency", "--widths", 2, "--runs", 1, "--output", nowhere, Shell.MODEL),
        "--output is " + nowhere,
        "but there is no folder " + nowhere.getParent());
    BadInputTest.assertBadInput(
        Shell.run("latency", "--widths", 1, Shell.MODEL), "--widths is 1; it must be from 2");
  }
}
