package org.psopruner.cli.pruning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.text.ChannelBars;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.OnnxWriter;
import org.psopruner.pruning.structure.InvalidStructureException;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.pruning.surgery.Surgery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code psopruner prune}: applies a structure to a model. */
@Command(
    name = "prune",
    description = {
      "Cuts a model down to a structure and writes it, with nothing running and no data.",
      "The weights that stay are as they were, batch norms too: the model gives what the whole one"
          + " gives with the other channels masked. retrain restores its accuracy."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner prune --structure out/structure.json --model vgg16.onnx --output small.onnx",
      "  psopruner export vgg16-nightly --output nightly/",
      "  psopruner prune --structure nightly/structure.json --model vgg16.onnx --output small.onnx"
          + " --json",
    })
public final class PruneCommand implements Runnable {
  private final Screen screen;

  @Option(
      names = "--structure",
      required = true,
      paramLabel = "FILE",
      description = "The channels to keep: a structure.json of a run on this model.")
  private Path structureFile;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The ONNX file to write.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Option(names = "--json", description = "As JSON: what the model cost and costs.")
  private boolean json;

  public PruneCommand(Screen screen) {
    this.screen = screen;
  }

  /** What a model cost and costs. */
  record Pruned(String output, Cost before, Cost after) {}

  @Override
  public void run() {
    requireFree();
    OnnxModel read = OnnxReader.read(model);
    Network network = read.network();
    ChannelGroups groups = ChannelGroups.of(network);
    Structure structure = structure(groups);
    Network pruned = Surgery.prune(network, groups, structure);
    new OutputFile("--output", output).write(OnnxWriter.bytes(pruned, read.metadata()));
    Pruned result = new Pruned(output.toString(), Cost.of(network), Cost.of(pruned));
    screen.show(result, json, lines(result, groups, structure));
  }

  private Structure structure(ChannelGroups groups) {
    try {
      return StructureJson.read(structureFile, groups);
    } catch (InvalidStructureException e) {
      throw new BadInputException(
          "--structure does not fit %s: %s; give the structure.json of a run on this model"
              .formatted(model, e.getMessage()),
          e);
    }
  }

  private void requireFree() {
    if (output.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
      throw new BadInputException(
          "--output is %s, which is the model itself; give another file".formatted(output));
    }
    if (Files.exists(output) && (!overwrite || Files.isDirectory(output))) {
      throw new BadInputException(
          "--output is %s, which is there; give another file, or --overwrite to replace a file"
              .formatted(output));
    }
  }

  private List<String> lines(Pruned result, ChannelGroups groups, Structure structure) {
    Table table = new Table(1, "", "before", "after", "change");
    row(table, "parameters", result.before().parameters(), result.after().parameters());
    row(table, "MACs", result.before().macs(), result.after().macs());
    row(table, "weight bytes", result.before().bytes(), result.after().bytes());
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.addAll(
        ChannelBars.lines(
            groups.groups().stream()
                .map(
                    group ->
                        new ChannelBars.Row(
                            group.id(), group.size(), structure.keptCount(group.id())))
                .toList(),
            screen.bar()));
    lines.add("");
    lines.add("wrote " + output + "; it is not retrained");
    return lines;
  }

  private static void row(Table table, String name, long before, long after) {
    table.row(
        name,
        Figures.count(before),
        Figures.count(after),
        Figures.change((double) before, (double) after));
  }
}
