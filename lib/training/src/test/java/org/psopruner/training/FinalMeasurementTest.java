package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.engine.Normalization;
import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.OnnxWriter;

class FinalMeasurementTest {
  private static final Network NETWORK =
      new Network(
          "image",
          new Shape(1, 2, 2),
          List.of(
              new Layer.Flatten("flat", "image"),
              new Layer.Dense("dense", "flat", Tensor.filled(1, 3, 4), Optional.empty())),
          "dense");

  @TempDir private Path folder;

  @Test
  void noBatchIsLargerThanTheUserAllows() {
    assertThat(batches(1)).containsExactly(1);
    assertThat(batches(8)).containsExactly(1, 8);
    assertThat(batches(127)).containsExactly(1, 127);
    assertThat(batches(128)).containsExactly(1, 128);
    assertThat(batches(1_000)).containsExactly(1, 128);
  }

  private List<Integer> batches(int allowed) {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(NETWORK, Map.of(), file);
    FinalMeasurement measurement =
        new FinalMeasurement(
            Optional.empty(), new Normalization(List.of(0.0), List.of(1.0)), 1, allowed);
    return measurement.ofModel(file, NETWORK, 0.5).latencies().stream()
        .map(LatencyFigure::batch)
        .toList();
  }
}
