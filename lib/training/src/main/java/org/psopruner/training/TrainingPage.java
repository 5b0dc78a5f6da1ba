package org.psopruner.training;

import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.messages.report.RunReport.ModelFigures;
import org.psopruner.messages.report.TrainingReport;

/** A training's report as a page for people. */
final class TrainingPage {
  private TrainingPage() {}

  /** The report as Markdown. */
  static String of(TrainingReport report) {
    Page page = new Page();
    page.line("# %s, trained from scratch", report.request().architecture());
    page.line("");
    figures(page, report.model());
    training(page, report);
    page.line("## Where it comes from");
    page.line("");
    page.line(
        "- Random weights after He et al. (2015) and all that is random from seed %d.",
        report.request().recipe().seed());
    page.data(report.dataset());
    page.line("- Model: SHA-256 `%s`.", report.model().sha256());
    page.measurement(report.parity(), report.model(), report.versions());
    page.versions(report.versions(), report.createdAt());
    return page.toString();
  }

  private static void figures(Page page, ModelFigures model) {
    page.line("| | |");
    page.line("| --- | ---: |");
    page.line("| parameters | %,d |", model.parameters());
    page.line("| MACs | %,d |", model.macs());
    page.line("| file bytes | %,d |", model.fileBytes());
    page.line("| validation accuracy | %.2f %% |", 100 * model.validationAccuracy());
    model
        .testAccuracy()
        .ifPresent(
            share ->
                page.line(
                    "| test accuracy (%,d images) | %.2f %% |", model.testImages(), 100 * share));
    for (LatencyFigure latency : model.latencies()) {
      page.line("| latency, batch %d | %.2f ms |", latency.batch(), latency.medianMillis());
    }
    page.line("");
    if (model.testAccuracy().isEmpty()) {
      page.line("The dataset has no test images, so there is no test accuracy.");
      page.line("");
    }
  }

  private static void training(Page page, TrainingReport report) {
    page.line("## Training");
    page.line("");
    page.line(
        "%d epochs in %.0f s; epoch %d was best on the validation images and was kept. Epoch 0 is the network with its random weights.",
        report.training().epochsRun(), report.training().seconds(), report.training().bestEpoch());
    page.line("");
    page.epochs(report.training().epochs());
  }
}
