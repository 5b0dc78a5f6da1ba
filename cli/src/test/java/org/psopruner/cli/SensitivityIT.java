package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SensitivityIT {
  @TempDir static Path folder;
  private Shell analysed;

  @BeforeAll
  void analyse() {
    analysed =
        analyse(
            "0.1,0.9",
            "--output",
            folder.resolve("sensitivity.json"),
            "--plot",
            folder.resolve("sensitivity.svg"));
    assertThat(analysed.exitCode()).as(analysed.err()).isZero();
  }

  private static Shell analyse(String removed, Object... files) {
    return Shell.run(
        and(
            new Object[] {
              "sensitivity",
              "--model",
              Shell.MODEL,
              "--data",
              Shell.DATA,
              "--removed",
              removed,
              "--validation-images",
              100,
              "--recalibration-images",
              100,
              "--batch",
              50
            },
            files));
  }

  @Test
  void eachGroupIsPrunedAlone() throws Exception {
    SensitivityReport report = SensitivityReport.read(folder.resolve("sensitivity.json"));

    assertThat(report.removed()).containsExactly(0.1, 0.9);
    assertThat(report.groups())
        .hasSize(ChannelGroups.of(OnnxReader.read(Shell.MODEL).network()).size());
    assertThat(report.accuracy()).isGreaterThan(0.8);
    // Whatever the layer, most of its channels are worth more than few.
    assertThat(report.groups())
        .allSatisfy(
            group ->
                assertThat(group.accuracies().get(0)).isGreaterThan(group.accuracies().get(1)));
    assertThat(analysed.out())
        .contains("whole network", "-10 %", "-90 %")
        .contains(report.groups().get(0).group());
  }

  @Test
  void thePlotHasALineAGroup() throws Exception {
    var plot =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("sensitivity.svg").toFile());

    assertThat(plot.getElementsByTagName("polyline").getLength())
        .isEqualTo(SensitivityReport.read(folder.resolve("sensitivity.json")).groups().size());
  }

  @Test
  void aSearchStartsWhereItAdvises() throws Exception {
    JsonNode advised = winner("--sensitivity", folder.resolve("sensitivity.json"));
    JsonNode uniform = winner("--start", "uniform");

    assertThat(advised.get("evaluations").asInt()).isEqualTo(1);
    assertThat(advised).isNotEqualTo(uniform);
  }

  /** The same as from a file with as many images and shares. */
  @Test
  void aSearchMakesItsOwnAnalysisWhereItIsAskedTo() throws Exception {
    Path file = folder.resolve("own.json");
    Shell own = analyse("0.25,0.5,0.75,0.9", "--output", file);
    assertThat(own.exitCode()).as(own.err()).isZero();
    Object[] images = {
      "--validation-images", 100, "--recalibration-images", 100, "--batch", 50, "--criterion", null
    };

    for (String criterion : List.of("l1-norm", "searched")) {
      images[images.length - 1] = criterion;
      JsonNode start = describedStart(and(images, "--start", "sensitive"));

      assertThat(start).hasSize(1);
      assertThat(start).isEqualTo(describedStart(and(images, "--sensitivity", file)));
    }
  }

  private static Object[] and(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }

  /** What is trained before an evaluation would take an analysis long. */
  @Test
  void itsOwnAnalysisTrainsNothing() throws Exception {
    Object[] start = {
      "--start", "sensitive", "--validation-images", 100, "--recalibration-images", 100,
    };

    assertThat(describedStart(and(start, "--fine-tune-steps", 20)))
        .isEqualTo(describedStart(start));
  }

  /** Standard output is the experiment's alone. */
  @Test
  void itMakesOneWhereNothingIsSaidAndTellsOfItOnStandardError() throws Exception {
    Shell described =
        Shell.describe(
            folder.resolve("out"), "--validation-images", 100, "--recalibration-images", 100);

    assertThat(described.json().at("/swarm/start")).hasSize(1);
    assertThat(described.err()).startsWith("analysing how sensitive each layer is");
  }

  @Test
  void aSearchHasOneStart() throws Exception {
    Path file = folder.resolve("sensitivity.json");

    BadInputTest.assertBadInput(
        Shell.methods("--sensitivity", file, "--start", "uniform"),
        "--sensitivity is " + file + ", but --start is uniform; give one of them");
  }

  /** Of a search of one position, which is where it starts. */
  private static JsonNode winner(Object... start) throws Exception {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "--json",
                "--methods",
                "random",
                "--seeds",
                1,
                "--iterations",
                1,
                "--particles",
                1));
    arguments.addAll(List.of("--validation-images", 100, "--recalibration-images", 100));
    arguments.addAll(Arrays.asList(start));
    return Shell.methods(arguments.toArray()).json().at("/rows/0/winners/0");
  }

  @Test
  void anAnalysisOfAnotherModelIsRefused() throws Exception {
    Path other = folder.resolve("other.json");
    String sha256 = SensitivityReport.read(folder.resolve("sensitivity.json")).modelSha256();
    Files.writeString(
        other,
        Files.readString(folder.resolve("sensitivity.json")).replace(sha256, "0".repeat(64)));

    Shell shell = Shell.methods("--sensitivity", other);

    BadInputTest.assertBadInput(shell, "--sensitivity " + other, "another model", "analyse this");
  }

  @Test
  void anAnalysisWithAnotherCriterionIsRefused() throws Exception {
    Path other = analysedWith("geometric-median");

    BadInputTest.assertBadInput(
        Shell.methods("--sensitivity", other),
        "--sensitivity "
            + other
            + " is of the criterion geometric-median, but --criterion is l1-norm");
    BadInputTest.assertBadInput(
        Shell.methods("--sensitivity", analysedWith("random"), "--criterion", "searched"),
        "is of the criterion random, but --criterion is searched");
  }

  /** One of those that are searched is where the particle starts. */
  @Test
  void aCriterionThatIsSearchedStartsAsThatOfTheAnalysis() throws Exception {
    assertThat(start("--sensitivity", folder.resolve("sensitivity.json")).get(0).get(6).asDouble())
        .isZero();
    assertThat(start("--sensitivity", analysedWith("geometric-median")).get(0).get(6).asDouble())
        .isEqualTo(0.75);
  }

  /** There is no analysis with measured values, and any tells which layers are sensitive. */
  @Test
  void aSearchByMeasuredValuesStartsWhereAnyAnalysisAdvises() throws Exception {
    SensitivityReport analysis = SensitivityReport.read(folder.resolve("sensitivity.json"));
    ImportanceReport importance =
        new ImportanceReport(
            analysis.modelSha256(),
            "the channel's number",
            ChannelGroups.of(OnnxReader.read(Shell.MODEL).network()).groups().stream()
                .map(
                    group ->
                        new ImportanceReport.GroupValues(
                            group.id(),
                            IntStream.range(0, group.size()).mapToObj(c -> (double) c).toList()))
                .toList());
    Path values = Files.write(folder.resolve("importance.json"), RecordJson.write(importance));

    assertThat(
            describedStart(
                "--importance", values, "--sensitivity", folder.resolve("sensitivity.json")))
        .hasSize(1);
  }

  private static JsonNode start(Object... options) throws Exception {
    return describedStart(
        Stream.concat(Stream.of("--criterion", "searched"), Stream.of(options)).toArray());
  }

  private static JsonNode describedStart(Object... options) throws Exception {
    return Shell.describe(folder.resolve("out"), options).json().at("/swarm/start");
  }

  private static Path analysedWith(String criterion) throws Exception {
    return Files.writeString(
        folder.resolve(criterion + ".json"),
        Files.readString(folder.resolve("sensitivity.json")).replace("l1-norm", criterion));
  }

  @Test
  void sharesMustAscendWithin0And1() {
    BadInputTest.assertBadInput(
        Shell.run(
            "sensitivity", "--model", Shell.MODEL, "--data", Shell.DATA, "--removed", "0.5,0.2"),
        "--removed is 0.2 after 0.5");
    BadInputTest.assertBadInput(
        Shell.run("sensitivity", "--model", Shell.MODEL, "--data", Shell.DATA, "--removed", "1"),
        "--removed is 1.0; it must be above 0 and below 1");
  }
}
