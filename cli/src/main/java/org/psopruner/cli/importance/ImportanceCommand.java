package org.psopruner.cli.importance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.bench.BenchThreads;
import org.psopruner.cli.data.CheckedData;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.messages.report.ImportanceReport.GroupValues;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner importance}: what each filter is worth to the loss. */
@Command(
    name = "importance",
    description = {
      "Tells how much each filter of a network matters to its loss on training images, to first"
          + " order (Taylor; Molchanov et al. 2019). A search with --importance deletes those first"
          + " that matter least. Values of another kind can be written by hand in the same form.",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner importance --model vgg16.onnx --data cifar10/ --output importance.json",
      "  psopruner run --model vgg16.onnx --data cifar10/ --importance importance.json",
    })
public final class ImportanceCommand implements Runnable {
  private static final int MAX_IMAGES = 1_000_000;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "2048",
      description =
          "Training images, the first so many, or all where there are fewer (default:"
              + " ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at once; the square is taken of a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private BenchThreads threads;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the values as JSON, for --importance of a search.")
  private Path output;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public ImportanceCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--images", images, 1, MAX_IMAGES);
    Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH);
    int count = threads.count();
    if (output != null) {
      new OutputFile("--output", output).requireUsable(model);
    }
    OnnxModel onnx = OnnxReader.read(model);
    CheckedData checked = CheckedData.read(data.request());
    DatasetReference dataset = checked.forModel(model, onnx);
    TrainingSet training = checked.dataset().training().first(images);
    if (batch > training.size()) {
      throw new BadInputException(
          "--batch is %d, but there are %d images; give at most that, or more --images"
              .formatted(batch, training.size()));
    }
    Normalization normalization =
        new Normalization(dataset.normalization().mean(), dataset.normalization().std());
    Map<String, double[]> importance;
    try (RunnableNetwork network = new Dl4jEngine(count).load(onnx.network(), normalization)) {
      importance = network.taylorImportance(training, batch);
    }
    ImportanceReport report =
        new ImportanceReport(
            onnx.sha256(),
            "Taylor, first order, of %d training images in batches of %d"
                .formatted(training.size() / batch * batch, batch),
            GroupImportance.of(ChannelGroups.of(onnx.network()), importance));
    if (output != null) {
      new OutputFile("--output", output).write(RecordJson.write(report));
    }
    screen.show(report, json, lines(report));
  }

  private static List<String> lines(ImportanceReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.measure());
    lines.add("");
    Table table = new Table(1, "channel group", "channels", "least", "median", "most");
    for (GroupValues group : report.groups()) {
      List<Double> sorted = group.values().stream().sorted().toList();
      table.row(
          group.group(),
          Figures.count(sorted.size()),
          value(sorted.get(0)),
          value(sorted.get(sorted.size() / 2)),
          value(sorted.get(sorted.size() - 1)));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String value(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}
