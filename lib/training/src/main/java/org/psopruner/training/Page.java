package org.psopruner.training;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.psopruner.messages.report.RunReport;

/** A Markdown page that is being written, with the sections that all reports have. */
final class Page {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line: as it is, or as a format in English if there are arguments. */
  void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
        .append('\n');
  }

  /** A row an epoch. */
  void epochs(List<RunReport.Epoch> epochs) {
    line("| epoch | training loss | training accuracy | validation accuracy |");
    line("| ---: | ---: | ---: | ---: |");
    for (RunReport.Epoch epoch : epochs) {
      line(
          "| %d | %s | %s | %.2f %%%s |",
          epoch.epoch(),
          epoch.loss().map(loss -> String.format(Locale.ROOT, "%.4f", loss)).orElse(""),
          epoch
              .trainAccuracy()
              .map(share -> String.format(Locale.ROOT, "%.2f %%", 100 * share))
              .orElse(""),
          100 * epoch.validationAccuracy(),
          epoch.averaged() ? " (weights averaged)" : "");
    }
    line("");
  }

  /** What it was trained on. */
  void data(RunReport.DatasetFigures dataset) {
    line(
        "- Data: %,d training, %,d validation and %,d test images, SHA-256 `%s`. The test images were looked at once, after the last choice.",
        dataset.trainingImages(),
        dataset.validationImages(),
        dataset.testImages(),
        dataset.sha256());
  }

  /** How the figures were measured. */
  void measurement(
      RunReport.Parity parity, RunReport.ModelFigures model, RunReport.Versions versions) {
    line(
        "- The file gives what the engine gives: outputs on %d images differ by at most %.1e.",
        parity.images(), parity.maxAbsoluteDifference());
    model.latencies().stream()
        .findFirst()
        .ifPresent(
            latency ->
                line(
                    "- Latency: median of %d runs of ONNX Runtime %s with %d threads.",
                    latency.runs(), versions.onnxRuntime(), latency.threads()));
  }

  /** What it ran on and when. */
  void versions(RunReport.Versions versions, Instant createdAt) {
    line(
        "- PSOPruner %s, %s, Java %s, %s, %s; %s.",
        versions.psopruner(),
        versions.engine(),
        versions.java(),
        versions.os(),
        versions.cpu(),
        createdAt);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
