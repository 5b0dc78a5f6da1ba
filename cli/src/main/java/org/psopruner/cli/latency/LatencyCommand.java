package org.psopruner.cli.latency;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.LatencyReport;
import org.psopruner.messages.report.LatencyReport.LayerTimes;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner latency}: how long each layer takes at several widths. */
@Command(
    name = "latency",
    description = {
      "Times each convolution and dense layer of a network alone, at several widths, by ONNX Runtime"
          + " on this machine. A search with --max-latency estimates from these times how long a"
          + " structure takes. Times of another device can be written by hand in the same form.",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner latency --output latency.json vgg16.onnx",
      "  psopruner run --model vgg16.onnx --data cifar10/ --max-latency 40%% --latency latency.json",
    })
public final class LatencyCommand implements Runnable {
  private static final int MAX_THREADS = 1_024;
  private static final int MAX_RUNS = 100_000;
  private static final int MAX_WIDTHS = 100;

  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of an operator (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "30",
      description = "Runs that are timed, of which the median counts (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--widths",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Widths of a layer's input and of its output that are tried (default: ${DEFAULT-VALUE}).")
  private int widths;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the times as JSON, for --latency of a search.")
  private Path output;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public LatencyCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH);
    Range.check("--threads", threads, 1, MAX_THREADS);
    Range.check("--runs", runs, 1, MAX_RUNS);
    Range.check("--widths", widths, 2, MAX_WIDTHS);
    if (output != null) {
      new OutputFile("--output", output).requireUsable(file);
    }
    OnnxModel model = OnnxReader.read(file);
    LatencyReport report =
        new LatencyMeasurement(
                batch, threads, runs, widths, screen.progressUnless(json, InstantSource.system()))
            .run(
                model,
                "ONNX Runtime on %s, %s"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    if (output != null) {
      new OutputFile("--output", output).write(RecordJson.write(report));
    }
    screen.show(report, json, lines(report));
  }

  private static List<String> lines(LatencyReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; batch %d, threads %d".formatted(report.device(), report.batch(), report.threads()));
    lines.add("");
    Table table = new Table(1, "layer", "widths", "least", "half", "full");
    double sum = 0;
    for (LayerTimes times : report.layers()) {
      int row = times.inputs().size() - 1;
      int column = times.outputs().size() - 1;
      double full = times.millis().get(row).get(column);
      sum += full;
      table.row(
          times.layer(),
          "%d x %d".formatted(times.inputs().get(row), times.outputs().get(column)),
          Figures.millis(times.millis().get(0).get(0)),
          Figures.millis(times.millis().get(row / 2).get(column / 2)),
          Figures.millis(full));
    }
    lines.addAll(table.lines());
    lines.add("");
    double layers = sum;
    report
        .wholeMillis()
        .ifPresent(
            whole ->
                lines.add(
                    "all layers %s, the whole network %s: %s of it"
                        .formatted(
                            Figures.millis(layers),
                            Figures.millis(whole),
                            String.format(Locale.ROOT, "%.0f %%", 100 * layers / whole))));
    return lines;
  }
}
