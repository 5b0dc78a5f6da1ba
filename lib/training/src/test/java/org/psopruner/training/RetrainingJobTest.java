package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.training.testing.Winners;

/** The whole job, with the real engine, on the demo's network and data. */
class RetrainingJobTest {
  @TempDir static Path output;

  private static final List<Integer> EPOCHS = new ArrayList<>();
  private static final RetrainingJob JOB =
      new RetrainingJob(new Dl4jEngine(2), 2, () -> Instant.parse("2026-11-24T10:00:00Z"));

  private static GlobalBest winner;
  private static RunReport report;

  @BeforeAll
  static void retrainHalfOfTheNetwork() {
    winner = Winners.half("half", output, 2);
    report = JOB.run(RetrainingTask.of(winner), (ended, best, note) -> EPOCHS.add(ended.epoch()));
  }

  @Test
  void aSmallerNetworkComesOutThatStillKnowsItsClasses() {
    Cost cost = Cost.of(OnnxReader.read(output.resolve("model.onnx")).network());

    assertThat(report.after().parameters()).isEqualTo(cost.parameters());
    assertThat(report.after().parameters()).isLessThan(report.before().parameters() * 3 / 10);
    assertThat(report.after().testAccuracy().orElseThrow())
        .as("after two short epochs, far above chance")
        .isGreaterThan(0.3);
    assertThat(report.before().testAccuracy().orElseThrow()).isCloseTo(0.854, within(0.002));
    assertThat(report.after().testImages()).isEqualTo(1000);
  }

  @Test
  void theBestEpochOnValidationIsKept() {
    List<RunReport.Epoch> epochs = report.retraining().epochs();

    assertThat(epochs).extracting(RunReport.Epoch::epoch).containsExactly(0, 1, 2);
    double best =
        epochs.stream().mapToDouble(RunReport.Epoch::validationAccuracy).max().orElseThrow();
    assertThat(report.after().validationAccuracy()).isEqualTo(best);
    assertThat(epochs.get(report.retraining().bestEpoch()).validationAccuracy()).isEqualTo(best);
    assertThat(EPOCHS).containsExactly(0, 1, 2);
  }

  @Test
  void theFileGivesWhatTheEngineGivesAndSaysHowToPrepareImages() {
    OnnxModel model = OnnxReader.read(output.resolve("model.onnx"));

    assertThat(report.parity().images()).isEqualTo(64);
    assertThat(report.parity().maxAbsoluteDifference()).isLessThan(1e-3);
    assertThat(model.metadata()).containsEntry(OnnxModel.MEAN, "0.4914,0.4822,0.4465");
    assertThat(report.after().sha256()).isEqualTo(model.sha256());
    assertThat(output.resolve("model.onnx")).hasSize(report.after().fileBytes());
  }

  @Test
  void theDl4jZipLoadsWithTheStockSerializer() throws IOException {
    ComputationGraph graph =
        ModelSerializer.restoreComputationGraph(output.resolve("model.zip").toFile());

    assertThat(graph.numParams()).isGreaterThanOrEqualTo(report.after().parameters());
  }

  @Test
  void theStructureIsWrittenAsItWasSearched() {
    assertThat(StructureJson.read(output.resolve("structure.json")).kept())
        .isEqualTo(winner.structure().kept());
  }

  @Test
  void theReportForPeopleHoldsTheFiguresOfTheReport() throws IOException {
    String page = Files.readString(output.resolve("report.md"));

    assertThat(page)
        .contains("| parameters | 289,194 | %,d |".formatted(report.after().parameters()))
        .contains("test accuracy (1,000 images) | 85.40 %")
        .contains("latency, batch 1 ")
        .contains("latency, batch 100 ")
        .contains(report.after().sha256());
  }

  @Test
  void theCardHoldsTheFiguresAndWhatARepositoryOfModelsReads() throws IOException {
    String card = Files.readString(output.resolve("README.md"));
    JsonNode metadata = new YAMLMapper().readTree(card.substring(0, card.indexOf("\n---\n", 4)));

    assertThat(metadata.path("library_name").asText()).isEqualTo("onnx");
    assertThat(metadata.path("pipeline_tag").asText()).isEqualTo("image-classification");
    assertThat(metadata.at("/model-index/0/name").asText()).isEqualTo("half");
    JsonNode result = metadata.at("/model-index/0/results/0");
    assertThat(result.at("/dataset/name").asText()).isEqualTo("cifar10-100-100");
    assertThat(result.at("/dataset/split").asText()).isEqualTo("test");
    assertThat(result.at("/metrics/0/type").asText()).isEqualTo("accuracy");
    assertThat(result.at("/metrics/0/value").asDouble())
        .isCloseTo(report.after().testAccuracy().orElseThrow(), within(1e-4));
    assertThat(card)
        .contains("## Intended use", "## Data", "## How it was made")
        .contains("| parameters | 289,194 | %,d |".formatted(report.after().parameters()))
        .contains("| test accuracy | 85.40 % |")
        .contains("global-best, 4 particles, 2 iterations, seed 1")
        .contains(report.dataset().sha256(), report.after().sha256())
        .contains("\n- structured-pruning\n", "deleting whole filters (structured pruning)");
  }

  @Test
  void theCardOfANetworkThatWasOnlyTrainedOnDoesNotCallItPruned() {
    RunReport whole =
        new RunReport(
            report.version(),
            report.createdAt(),
            report.request(),
            Optional.empty(),
            report.retraining(),
            report.before(),
            report.before(),
            report.channels().stream()
                .map(
                    group ->
                        new RunReport.GroupChannels(group.group(), group.before(), group.before()))
                .toList(),
            report.parity(),
            report.dataset(),
            report.versions());

    assertThat(ModelCard.of(whole))
        .contains("trained on from its baseline, with all of its filters")
        .doesNotContain("pruning", "smaller", "too large");
  }

  @Test
  void aRetrainingThatDiesAfterAnEpochGoesOnFromThereAndEndsWithTheSameModel(@TempDir Path other)
      throws IOException {
    Files.writeString(other.resolve(RunReport.FILE_NAME), "{\"version\": 99}"); // of something else
    GlobalBest same = Winners.half("again", other, 2);
    assertThatThrownBy(
            () -> JOB.run(RetrainingTask.of(same), RetrainingJobTest::dieAfterTheFirstEpoch))
        .hasMessage("died");
    assertThat(other).isDirectoryContaining("glob:**/checkpoint.bin");

    List<String> rest = new ArrayList<>();
    JOB.run(
        RetrainingTask.of(same),
        (ended, best, note) -> rest.add("epoch %d %s".formatted(ended.epoch(), note).strip()));

    assertThat(rest).containsExactly("epoch 1 resumed after epoch 1", "epoch 2");
    assertThat(other.resolve("model.onnx")).hasSameBinaryContentAs(output.resolve("model.onnx"));
    assertThat(RunReport.read(other.resolve(RunReport.FILE_NAME)).retraining().epochs())
        .isEqualTo(report.retraining().epochs());
    assertThat(other).isDirectoryNotContaining("glob:**/checkpoint*");
  }

  private static void dieAfterTheFirstEpoch(
      Retraining.Epoch ended, Retraining.Epoch best, String note) {
    if (ended.epoch() == 1) {
      throw new IllegalStateException("died");
    }
  }

  @Test
  void whatIsNoLongerWantedIsNotWritten(@TempDir Path other) {
    Retraining.Listener lost =
        new Retraining.Listener() {
          @Override
          public void epochEnded(Retraining.Epoch ended, Retraining.Epoch best, String note) {}

          @Override
          public void aboutToWrite() {
            throw new CancellationException("it is another's by now");
          }
        };

    assertThatThrownBy(() -> JOB.run(RetrainingTask.of(Winners.half("lost", other, 1)), lost))
        .hasMessage("it is another's by now");
    assertThatThrownBy(() -> JOB.run(RetrainingTask.of(Winners.half("lost", other, 0)), lost))
        .hasMessage("it is another's by now");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void aWinnerThatComesAgainIsNotTrainedAgain() {
    List<Integer> again = new ArrayList<>();

    assertThat(JOB.run(RetrainingTask.of(winner), (ended, best, note) -> again.add(ended.epoch())))
        .isEqualTo(report);
    assertThat(again).isEmpty();
  }

  @Test
  void aModelThatIsNoLongerWhatTheReportSaysIsMadeAgain(@TempDir Path other) throws IOException {
    RetrainingTask task = RetrainingTask.of(Winners.half("damaged", other, 0));
    String made = JOB.run(task, (ended, best, note) -> {}).after().sha256();
    Files.writeString(other.resolve("model.onnx"), "no model");

    assertThat(JOB.run(task, (ended, best, note) -> {}).after().sha256()).isEqualTo(made);
    assertThat(FileReference.of(other.resolve("model.onnx")).sha256()).isEqualTo(made);
  }
}
