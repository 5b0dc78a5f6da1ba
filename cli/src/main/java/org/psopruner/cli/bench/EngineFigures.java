package org.psopruner.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * What the engine benchmark measured.
 *
 * @param engine ours, in its own words
 * @param onnxRuntime its version
 * @param threads of an operation in either
 * @param rounds whose medians the figures are
 */
record EngineFigures(
    String engine,
    String onnxRuntime,
    int threads,
    int rounds,
    List<Row> rows,
    List<Memory> memory) {
  /** What a row is about. */
  static final String EVALUATE = "evaluate";

  static final String TRAIN = "train";

  EngineFigures {
    rows = List.copyOf(rows);
    memory = List.copyOf(memory);
  }

  /**
   * Images a second.
   *
   * @param what {@link #EVALUATE} or {@link #TRAIN}
   * @param macs the share of the baseline's that the network was cut to; 1 is the baseline
   * @param reachedMacs the share that it has: a little less, since channels are whole and aligned
   * @param batch images at once
   * @param ours images a second
   * @param onnxRuntime likewise; empty for training, which ONNX Runtime for Java does not do
   * @param ratio ours by ONNX Runtime's: the median over the rounds
   */
  record Row(
      String what,
      double macs,
      double reachedMacs,
      int batch,
      double ours,
      Optional<Double> onnxRuntime,
      Optional<Double> ratio) {}

  /**
   * The most physical memory that the process held while our engine worked, before ONNX Runtime was
   * loaded: the Java machine's own included.
   *
   * @param what as in {@link Row}
   * @param macs as in {@link Row}
   * @param batch images at once
   * @param peakBytes empty where the system does not tell
   */
  record Memory(String what, double macs, int batch, Optional<Long> peakBytes) {}

  /** As tables. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s beside ONNX Runtime %s; %d %s, medians of %d rounds"
            .formatted(engine, onnxRuntime, threads, threads == 1 ? "thread" : "threads", rounds));
    lines.add("");
    Table speeds =
        new Table(1, "images a second", "MACs", "batch", "ours", "ONNX Runtime", "ratio");
    for (Row row : rows) {
      speeds.row(
          row.what(),
          Figures.percent(row.reachedMacs()),
          Integer.toString(row.batch()),
          decimal("%.0f", row.ours()),
          row.onnxRuntime().map(value -> decimal("%.0f", value)).orElse("-"),
          row.ratio().map(value -> decimal("%.2f", value)).orElse("-"));
    }
    lines.addAll(speeds.lines());
    lines.add("");
    Table peaks = new Table(1, "peak memory of ours", "MACs", "batch", "MiB");
    for (Memory peak : memory) {
      peaks.row(
          peak.what(),
          Figures.percent(peak.macs()),
          Integer.toString(peak.batch()),
          peak.peakBytes().map(bytes -> Long.toString(bytes >> 20)).orElse("-"));
    }
    lines.addAll(peaks.lines());
    return lines;
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
