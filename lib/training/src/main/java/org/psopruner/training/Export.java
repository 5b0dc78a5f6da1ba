package org.psopruner.training;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.psopruner.data.Dataset;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxWriter;

/**
 * Writes networks as ONNX files that were compared with the engine.
 *
 * @param normalization of the network's input, which the file's metadata tell
 * @param batch images at once at most, at least 1
 */
record Export(Engine engine, Normalization normalization, int batch) {
  /**
   * Writes a draft of {@link RetrainingJob#MODEL} and compares it with the engine.
   *
   * @param exported what is written
   * @param trained what it must be equal to: it may have batch norms that the other has folded
   * @param dataset on whose validation images they are compared
   * @throws IllegalStateException if the file does not give what the engine gives
   */
  RunReport.Parity write(Network exported, Network trained, Dataset dataset, DraftFolder drafts) {
    drafts.write(
        RetrainingJob.MODEL,
        Cost.of(exported).bytes(),
        file -> Files.write(file, OnnxWriter.bytes(exported, metadata())));
    try (RunnableNetwork runnable = engine.load(trained, normalization)) {
      return Parity.check(
          drafts.draft(RetrainingJob.MODEL), runnable, dataset.validation(), normalization, batch);
    }
  }

  /** What a reader of the file needs to prepare images. */
  private Map<String, String> metadata() {
    return Map.of(
        OnnxModel.MEAN, perChannel(normalization.mean()),
        OnnxModel.STD, perChannel(normalization.std()));
  }

  private static String perChannel(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
