package org.psopruner.messages.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;

/**
 * How long the layers of a network take at several widths, each alone: measured here, or on a
 * device by its user.
 *
 * @param modelSha256 of the ONNX file whose layers these are
 * @param device where it was measured, in words
 * @param batch images at once, at least 1
 * @param threads of an operator, at least 1
 * @param wholeMillis of the whole network, measured in one; empty if it was not
 * @param layers all convolutions and dense layers, in network order
 */
public record LatencyReport(
    String modelSha256,
    String device,
    int batch,
    int threads,
    Optional<Double> wholeMillis,
    List<LayerTimes> layers) {
  public LatencyReport {
    if (modelSha256 == null || layers == null || wholeMillis == null) {
      throw new IllegalArgumentException(
          "modelSha256 or layers is missing; measure with psopruner latency, or in its form");
    }
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param layer its name
   * @param inputs channels (features) that it reads, ascending; for a convolution in groups, those
   *     that a filter reads
   * @param outputs its filters (units), ascending
   * @param millis for each of the inputs, one time for each of the outputs
   */
  public record LayerTimes(
      String layer, List<Integer> inputs, List<Integer> outputs, List<List<Double>> millis) {
    public LayerTimes {
      if (layer == null || inputs == null || outputs == null || millis == null) {
        throw new IllegalArgumentException(
            "layers has one without layer, inputs, outputs or millis");
      }
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      millis = millis.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Reads a report.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read
   * @throws MessageException if it holds none
   */
  public static LatencyReport read(Path file) {
    return RecordJson.read(file, LatencyReport.class);
  }
}
