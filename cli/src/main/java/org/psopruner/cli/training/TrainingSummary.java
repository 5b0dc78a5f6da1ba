package org.psopruner.cli.training;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.report.RunReport.ModelFigures;
import org.psopruner.messages.report.TrainingReport;

/** A training's report for the eye. */
final class TrainingSummary {
  private TrainingSummary() {}

  /** The table, and a warning if training came to nothing. */
  static List<String> lines(TrainingReport report) {
    ModelFigures model = report.model();
    Table table =
        new Table(1, "", report.request().architecture())
            .row("parameters", Figures.count(model.parameters()))
            .row("MACs", Figures.count(model.macs()))
            .row("file bytes", Figures.count(model.fileBytes()))
            .row("epoch", Integer.toString(report.training().bestEpoch()))
            .row("validation accuracy", Figures.accuracy(model.validationAccuracy()))
            .row("test accuracy", model.testAccuracy().map(Figures::accuracy).orElse("-"));
    model
        .latencies()
        .forEach(
            latency ->
                table.row(
                    "latency, batch " + latency.batch(), Figures.millis(latency.medianMillis())));
    List<String> lines = new ArrayList<>(table.lines());
    if (report.training().bestEpoch() == 0) {
      lines.add("");
      lines.add(
          "no epoch was better than the random weights, which were kept; give a lower --learning-rate or more --epochs");
    }
    return lines;
  }
}
