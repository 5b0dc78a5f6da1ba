package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.data.DatasetException;
import org.psopruner.data.DemoImages;
import org.psopruner.engine.Engine;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.OnnxWriter;
import org.psopruner.training.testing.Winners;

/** What is written at the end, of networks that were not trained: what matters is the file. */
class ExportTest {
  private static final Engine ENGINE = new Dl4jEngine(2);

  @TempDir private Path output;

  @Test
  void batchNormsAreFoldedByChoiceAndTheFileStillGivesWhatTheTrainedNetworkGives()
      throws IOException {
    job(ENGINE).run(RetrainingTask.of(Winners.folded("folded", output)), (ended, best, note) -> {});

    Network exported = OnnxReader.read(output.resolve("model.onnx")).network();
    assertThat(exported.layers()).noneMatch(Layer.BatchNorm.class::isInstance);
    RunReport report = RunReport.read(output.resolve(RunReport.FILE_NAME));
    assertThat(report.parity().maxAbsoluteDifference()).isBetween(0.0, 1e-3);
    assertThat(report.after().parameters()).isEqualTo(Cost.of(exported).parameters());
    assertThat(report.after().testAccuracy()).isPresent();
    ComputationGraph graph =
        ModelSerializer.restoreComputationGraph(output.resolve("model.zip").toFile());
    assertThat(graph.getLayers())
        .isNotEmpty()
        .noneMatch(layer -> layer.conf().getLayer() instanceof BatchNormalization);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, Float.NaN, Float.POSITIVE_INFINITY})
  void anExportThatDoesNotGiveWhatTheEngineGivesFailsTheRun(float offset) {
    RetrainingJob job = job(new OffsetEngine(ENGINE, offset));

    assertThatThrownBy(
            () ->
                job.run(
                    RetrainingTask.of(Winners.half("off", output, 0)), (ended, best, note) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not give what the engine gives");
    assertThat(output.resolve("model.onnx")).doesNotExist();
    assertThat(output.resolve(RunReport.FILE_NAME)).doesNotExist();
  }

  @Test
  void aDifferenceOfRoundingsDoesNot() {
    job(new OffsetEngine(ENGINE, 1e-6f))
        .run(RetrainingTask.of(Winners.half("close", output, 0)), (ended, best, note) -> {});

    assertThat(output.resolve("model.onnx")).exists();
  }

  /** DL4J's own file is one of two: who has no layer for it still gets the model. */
  @Test
  void aNetworkThatStockDl4jCannotRunIsWrittenWithoutItsZip() throws IOException {
    Path baseline = output.resolve("hard-swish.onnx");
    OnnxWriter.write(
        withHardSwish(OnnxReader.read(Winners.BASELINE).network()), Map.of(), baseline);
    Path results = Files.createDirectory(output.resolve("results"));
    Files.writeString(results.resolve("model.zip"), "of an earlier run");

    job(ENGINE)
        .run(RetrainingTask.of(Winners.of(baseline, "hard", results)), (ended, best, note) -> {});

    assertThat(results.resolve("model.onnx")).exists();
    assertThat(results.resolve("model.zip")).doesNotExist();
    assertThat(results.resolve("report.md"))
        .content()
        .contains("There is no `model.zip`: DL4J has no layer for")
        .contains("(activation HARD_SWISH)");
  }

  private static Network withHardSwish(Network network) {
    return new Network(
        network.inputName(),
        network.inputShape(),
        network.layers().stream()
            .map(
                layer ->
                    layer instanceof Layer.Activation activation
                        ? new Layer.Activation(
                            activation.name(),
                            activation.input(),
                            Layer.Activation.Function.HARD_SWISH,
                            0)
                        : layer)
            .toList(),
        network.outputName());
  }

  @Test
  void aBrokenTestImageIsFoundBeforeTheTraining() throws IOException {
    Path data = output.resolve("broken.zip");
    Files.copy(DemoImages.firstOfEachClass(20, 1), data);
    try (FileSystem zip = FileSystems.newFileSystem(data)) {
      Files.writeString(zip.getPath("test/cat/0000.jpg"), "no image");
    }
    List<Integer> epochs = new ArrayList<>();

    assertThatThrownBy(
            () ->
                job(ENGINE)
                    .run(
                        RetrainingTask.of(Winners.on(data, "broken", output)),
                        (ended, best, note) -> epochs.add(ended.epoch())))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("test/cat/0000.jpg");
    assertThat(epochs).isEmpty();
  }

  private static RetrainingJob job(Engine engine) {
    return new RetrainingJob(engine, 2, () -> Instant.parse("2026-11-24T10:00:00Z"));
  }
}
