package org.psopruner.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.RunReport.GroupChannels;
import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.messages.report.RunReport.ModelFigures;

/** A run's report as a page for people. */
final class MarkdownReport {
  private static final int BAR = 40;

  private final Page page = new Page();
  private final RunReport report;
  private final Optional<String> withoutZip;

  private MarkdownReport(RunReport report, Optional<String> withoutZip) {
    this.report = report;
    this.withoutZip = withoutZip;
  }

  /**
   * The report as Markdown.
   *
   * @param withoutZip why there is no file for DL4J, if there is none
   */
  static String of(RunReport report, Optional<String> withoutZip) {
    return new MarkdownReport(report, withoutZip).write();
  }

  private String write() {
    line(
        "# %s, %s",
        report.request().name(), ReportParts.isPruned(report) ? "pruned" : "trained on");
    line("");
    comparison(report.before(), report.after());
    channels(report.channels());
    retraining();
    provenance();
    return page.toString();
  }

  private void comparison(ModelFigures before, ModelFigures after) {
    line("| | before | after | change |");
    line("| --- | ---: | ---: | ---: |");
    count("parameters", before.parameters(), after.parameters());
    count("MACs", before.macs(), after.macs());
    count("file bytes", before.fileBytes(), after.fileBytes());
    accuracy(
        "validation accuracy",
        Optional.of(before.validationAccuracy()),
        Optional.of(after.validationAccuracy()));
    accuracy(
        "test accuracy (%,d images)".formatted(after.testImages()),
        before.testAccuracy(),
        after.testAccuracy());
    for (int i = 0; i < Math.min(before.latencies().size(), after.latencies().size()); i++) {
      latency(before.latencies().get(i), after.latencies().get(i));
    }
    line("");
    if (after.testAccuracy().isEmpty()) {
      line("The dataset has no test images, so there is no test accuracy.");
      line("");
    }
  }

  private void count(String what, long before, long after) {
    line("| %s | %,d | %,d | %s |", what, before, after, change((double) before, (double) after));
  }

  private void accuracy(String what, Optional<Double> before, Optional<Double> after) {
    if (before.isPresent() && after.isPresent()) {
      line(
          "| %s | %.2f %% | %.2f %% | %+.2f points |",
          what, 100 * before.get(), 100 * after.get(), 100 * (after.get() - before.get()));
    }
  }

  private void latency(LatencyFigure before, LatencyFigure after) {
    line(
        "| latency, batch %d | %.2f ms | %.2f ms | %s |",
        after.batch(),
        before.medianMillis(),
        after.medianMillis(),
        change(before.medianMillis(), after.medianMillis()));
  }

  private static String change(double before, double after) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * (after / before - 1));
  }

  private void channels(List<GroupChannels> groups) {
    line("## Channels kept");
    line("");
    line("```");
    int width = groups.stream().mapToInt(group -> group.group().length()).max().orElse(1);
    for (GroupChannels group : groups) {
      int filled = Math.max(1, Math.round((float) BAR * group.after() / group.before()));
      line(
          "%-" + width + "s %s%s %d of %d",
          group.group(),
          "█".repeat(filled),
          "░".repeat(BAR - filled),
          group.after(),
          group.before());
    }
    line("```");
    line("");
  }

  private void retraining() {
    line("## Retraining");
    line("");
    line(
        "%d of %d epochs in %.0f s; epoch %d was best on the validation images and was kept. Epoch"
            + " 0 is the network before any training%s.",
        report.retraining().epochsRun(),
        report.request().retraining().epochs(),
        report.retraining().seconds(),
        report.retraining().bestEpoch(),
        report.request().recalibrationImages() > 0 ? ", its batch norm recalibrated" : "");
    line("");
    page.epochs(report.retraining().epochs());
  }

  private void provenance() {
    line("## Where it comes from");
    line("");
    report.search().ifPresent(this::search);
    page.data(report.dataset());
    line(
        "- Baseline: SHA-256 `%s`. Model: SHA-256 `%s`.",
        report.before().sha256(), report.after().sha256());
    page.measurement(report.parity(), report.after(), report.versions());
    withoutZip.ifPresent(reason -> line("- There is no `%s`: %s.", RetrainingJob.DL4J_ZIP, reason));
    page.versions(report.versions(), report.createdAt());
  }

  private void search(RunReport.Search search) {
    line(
        "- Search: %d particles (%s, %s), %d iterations, seed %d; filters valued by %s, multiples of %d"
            + " channels; %,d evaluations, racing: %s. The winner was found in iteration %d of"
            + " its particle (validation accuracy %.2f %% on %,d images before retraining).",
        search.swarm().particles(),
        search.swarm().motion(),
        search.swarm().pace(),
        search.swarm().iterations(),
        search.swarm().seed(),
        search.structures().criterion(),
        search.structures().alignment(),
        search.evaluations(),
        search.savings().racing(),
        search.iteration() + 1,
        100 * search.validationAccuracy(),
        search.validationImages());
  }

  private void line(String format, Object... arguments) {
    page.line(format, arguments);
  }
}
