package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.engine.Engine;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
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

  @Test
  void anExportThatDoesNotGiveWhatTheEngineGivesFailsTheRun() {
    RetrainingJob job = job(new OffsetEngine(ENGINE, 0.1f));

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

  private static RetrainingJob job(Engine engine) {
    return new RetrainingJob(engine, 2, () -> Instant.parse("2026-11-24T10:00:00Z"));
  }
}
