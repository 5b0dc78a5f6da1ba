package org.psopruner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.onnxruntime.Accuracy;
import org.psopruner.engine.onnxruntime.Latency;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.exam.FinalExam;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.messages.report.RunReport.ModelFigures;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxWriter;

/**
 * Measures a model file as a device would run it: ONNX Runtime's accuracy on the test images and
 * its latency at batch 1 and 128, or at the largest batch that the job may take.
 */
final class FinalMeasurement {
  private static final int WARM_UPS = 5;
  private static final int LARGEST_BATCH = 128;

  private final Optional<TestSet> test;
  private final Normalization normalization;
  private final int threads;
  private final int batch;

  /**
   * @param test the test images, if there are some
   * @param threads for one operator, at least 1
   * @param batch images at once at most, at least 1: what a user set for the memory there is holds
   *     to the end
   */
  FinalMeasurement(Optional<TestSet> test, Normalization normalization, int threads, int batch) {
    this.test = test;
    this.normalization = normalization;
    this.threads = threads;
    this.batch = batch;
  }

  /**
   * The baseline's figures. Its length and hash are those of the user's file; it is run from a copy
   * that our writer makes, so that both models are written alike and a fixed batch axis does not
   * stand in the way.
   */
  ModelFigures ofBaseline(FileReference file, Network network, double validationAccuracy) {
    try {
      Path copy = Files.createTempFile("baseline", ".onnx");
      try {
        OnnxWriter.write(network, Map.of(), copy);
        return figures(copy, file, network, validationAccuracy);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a copy of the baseline", e);
    }
  }

  /** The figures of a model that our writer wrote. */
  ModelFigures ofModel(Path file, Network network, double validationAccuracy) {
    return figures(file, FileReference.of(file), network, validationAccuracy);
  }

  private ModelFigures figures(
      Path runnable, FileReference file, Network network, double validationAccuracy) {
    Cost cost = Cost.of(network);
    Optional<Double> testAccuracy =
        test.map(images -> new FinalExam(images, normalization, threads, batch).take(runnable))
            .map(Accuracy::share);
    try {
      return new ModelFigures(
          cost.parameters(),
          cost.macs(),
          cost.bytes(),
          Files.size(file.path()),
          validationAccuracy,
          testAccuracy,
          test.map(TestSet::size).orElse(0),
          latencies(runnable),
          file.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.path(), e);
    }
  }

  private List<LatencyFigure> latencies(Path file) {
    List<LatencyFigure> latencies = new ArrayList<>();
    try (OnnxRuntimeModel model = OnnxRuntimeModel.load(file, threads)) {
      latencies.add(figure(model.latency(1, 10 * WARM_UPS, 200)));
      if (batch > 1) {
        latencies.add(figure(model.latency(Math.min(batch, LARGEST_BATCH), WARM_UPS, 20)));
      }
    }
    return latencies;
  }

  private static LatencyFigure figure(Latency latency) {
    return new LatencyFigure(
        latency.batch(), latency.threads(), latency.runs(), latency.medianMillis());
  }
}
