package org.psopruner.cli.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.messages.report.LatencyReport;
import org.psopruner.messages.report.LatencyReport.LayerTimes;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.groups.Width;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxWriter;

/** Times the layers of a network by ONNX Runtime, each alone and at several widths. */
final class LatencyMeasurement {
  private static final int WARM_UPS = 5;

  private final int batch;
  private final int threads;
  private final int runs;
  private final int widths;
  private final ProgressDisplay progress;

  /**
   * @param runs that are timed, of which the median counts
   * @param widths that are tried of inputs and outputs, evenly spaced; at least 2
   */
  LatencyMeasurement(int batch, int threads, int runs, int widths, ProgressDisplay progress) {
    this.batch = batch;
    this.threads = threads;
    this.runs = runs;
    this.widths = widths;
    this.progress = progress;
  }

  /**
   * Times all layers.
   *
   * @param device what this is, in words
   */
  LatencyReport run(OnnxModel model, String device) {
    Network network = model.network();
    // Not the user's file, whose batch may be fixed.
    double whole = millis(network);
    ChannelGroups groups = ChannelGroups.of(network);
    List<LayerTimes> layers = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.Convolution convolution) {
        layers.add(
            times(
                layer,
                convolution.groups() == 1
                    ? tried(groups, groups.width(convolution.input()))
                    : List.of(convolution.weights().dim(1)),
                outputs(groups, convolution),
                (inputs, outputs) ->
                    LayerAlone.of(
                        convolution, network.shape(convolution.input()), inputs, outputs)));
      } else if (layer instanceof Layer.Dense dense) {
        layers.add(
            times(
                layer,
                tried(groups, groups.width(dense.input())),
                tried(groups, groups.width(dense.name())),
                (inputs, outputs) -> LayerAlone.of(dense, inputs, outputs)));
      }
    }
    progress.end();
    return new LatencyReport(model.sha256(), device, batch, threads, Optional.of(whole), layers);
  }

  /**
   * Filters of a convolution in groups come in multiples of these; of a depthwise one, in multiples
   * of those that read the same channel.
   */
  private List<Integer> outputs(ChannelGroups groups, Layer.Convolution layer) {
    int multiple = layer.isDepthwise() ? LayerAlone.filtersOfAChannel(layer) : layer.groups();
    return tried(groups, groups.width(layer.name())).stream()
        .filter(outputs -> outputs % multiple == 0)
        .toList();
  }

  /** From the least width to the full one. */
  private List<Integer> tried(ChannelGroups groups, Width width) {
    int[] full = groups.sizes();
    long least = width.of(IntStream.of(full).map(size -> 1).toArray());
    long most = width.of(full);
    return IntStream.range(0, widths)
        .mapToObj(i -> Math.toIntExact(least + (most - least) * i / (widths - 1)))
        .distinct()
        .toList();
  }

  private interface AtWidths {
    Network network(int inputs, int outputs);
  }

  private LayerTimes times(
      Layer layer, List<Integer> inputs, List<Integer> outputs, AtWidths layers) {
    List<List<Double>> millis =
        inputs.stream()
            .map(in -> outputs.stream().map(out -> millis(layers.network(in, out))).toList())
            .toList();
    progress.say(
        "%s: %d widths".formatted(layer.name(), Math.multiplyExact(inputs.size(), outputs.size())));
    return new LayerTimes(layer.name(), inputs, outputs, millis);
  }

  private double millis(Network network) {
    try {
      Path file = Files.createTempFile("psopruner-latency", ".onnx");
      try {
        OnnxWriter.write(network, Map.of(), file);
        return millis(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a layer for ONNX Runtime", e);
    }
  }

  private double millis(Path file) {
    try (OnnxRuntimeModel model = OnnxRuntimeModel.load(file, threads)) {
      return model.latency(batch, WARM_UPS, runs).medianMillis();
    }
  }
}
