package org.psopruner.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;

/**
 * What an ONNX file holds.
 *
 * @param input the name and size of one image; likewise {@code output}
 * @param weightBytes of the weights as float32
 * @param sha256 of the file
 */
record Inspection(
    String file,
    long fileBytes,
    String sha256,
    int opset,
    Port input,
    Port output,
    long parameters,
    long macs,
    long weightBytes,
    List<LayerRow> layers,
    SortedMap<String, String> metadata) {
  /**
   * An input or an output.
   *
   * @param shape channels x height x width
   */
  record Port(String name, String shape) {}

  /**
   * Reads a file.
   *
   * @throws org.psopruner.pruning.onnx.OnnxException if it is no model that can be pruned
   */
  static Inspection of(Path file) {
    OnnxModel model = OnnxReader.read(file);
    Network network = model.network();
    NetworkPlan plan = NetworkPlan.of(network, ChannelGroups.of(network));
    List<NetworkPlan.Size> sizes = plan.whole();
    Cost cost = Cost.of(network);
    return new Inspection(
        file.toString(),
        length(file),
        model.sha256(),
        model.opset(),
        new Port(network.inputName(), LayerRow.text(network.inputShape())),
        new Port(network.outputName(), LayerRow.text(network.outputShape())),
        cost.parameters(),
        cost.macs(),
        cost.bytes(),
        IntStream.range(0, sizes.size())
            .mapToObj(i -> LayerRow.of(plan.steps().get(i), sizes.get(i)))
            .toList(),
        new TreeMap<>(model.metadata()));
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new BadInputException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** As a table of layers, with the totals below. */
  List<String> lines() {
    Table table =
        new Table(4, "layer", "kind", "output", "channel group", "channels", "parameters", "MACs");
    for (LayerRow layer : layers) {
      table.row(
          layer.name(),
          layer.kind(),
          layer.output(),
          layer.group().orElse(""),
          Figures.count(layer.channels()),
          Figures.count(layer.parameters()),
          Figures.count(layer.macs()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.addAll(
        List.of(
            "parameters  " + Figures.count(parameters),
            "MACs        " + Figures.count(macs) + " an image",
            "weights     " + Figures.count(weightBytes) + " bytes",
            "file        " + Figures.count(fileBytes) + " bytes, ONNX opset " + opset,
            "SHA-256     " + sha256,
            "input       " + input.name() + " [n, " + axes(input) + "]",
            "output      " + output.name() + " [n, " + axes(output) + "]"));
    metadata.forEach((key, value) -> lines.add("metadata    " + key + " = " + oneLine(value)));
    return lines;
  }

  private static String axes(Port port) {
    return port.shape().replaceAll("(x1)+$", "").replace("x", ", ");
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ");
  }
}
