package org.psopruner.training;

import java.nio.file.Path;
import java.util.Locale;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.RunReport.ModelFigures;

/**
 * A model's card: Markdown with the metadata that Hugging Face reads from the front matter of a
 * repository's {@code README.md} (https://huggingface.co/docs/hub/model-cards).
 */
final class ModelCard {
  private final Page page = new Page();
  private final RunReport report;
  private final String name;
  private final String data;
  private final boolean isPruned;

  private ModelCard(RunReport report) {
    this.report = report;
    this.name = report.request().name();
    this.data = nameOf(report.request().dataset().file().path());
    this.isPruned = ReportParts.isPruned(report);
  }

  /** The card as Markdown. */
  static String of(RunReport report) {
    return new ModelCard(report).write();
  }

  private String write() {
    frontMatter();
    line("# %s", name);
    line("");
    if (isPruned) {
      line(
          "An image classifier that was made smaller by deleting whole filters (structured"
              + " pruning), and retrained: %s of the parameters and %s of the multiply-accumulates"
              + " of its baseline are left.",
          share(report.before().parameters(), report.after().parameters()),
          share(report.before().macs(), report.after().macs()));
    } else {
      line("An image classifier that was trained on from its baseline, with all of its filters.");
    }
    line("");
    intendedUse();
    figures();
    data();
    making();
    limits();
    return page.toString();
  }

  private void frontMatter() {
    line("---");
    line("library_name: onnx");
    line("pipeline_tag: image-classification");
    line("tags:");
    line("- psopruner");
    if (isPruned) {
      line("- pruning");
      line("- structured-pruning");
    }
    line("- onnx");
    line("metrics:");
    line("- accuracy");
    line("model-index:");
    line("- name: %s", quoted(name));
    line("  results:");
    line("  - task:");
    line("      type: image-classification");
    line("    dataset:");
    line("      name: %s", quoted(data));
    line("      type: %s", quoted(data.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")));
    boolean tested = report.after().testAccuracy().isPresent();
    line("      split: %s", tested ? "test" : "validation");
    line("    metrics:");
    line("    - type: accuracy");
    line("      name: %s", tested ? "Test accuracy" : "Validation accuracy");
    line(
        "      value: %.4f",
        report.after().testAccuracy().orElse(report.after().validationAccuracy()));
    line("---");
    line("");
  }

  private void intendedUse() {
    line("## Intended use");
    line("");
    line(
        "Classifying images like those of `%s` into the same classes%s. The file is ONNX and runs"
            + " wherever the baseline's export runs; `psopruner.mean` and `psopruner.std` in its"
            + " metadata say how images are prepared, as `(pixel / 255 - mean) / std`.",
        data,
        isPruned
            ? ", where the baseline is too large or too slow: on devices, or in many copies"
            : "");
    line("");
    line("It is under the licence of its baseline and of the data; this card knows neither.");
    line("");
  }

  private void figures() {
    ModelFigures before = report.before();
    ModelFigures after = report.after();
    line("## Accuracy and cost, before and after");
    line("");
    line("| | baseline | this model |");
    line("| --- | ---: | ---: |");
    line("| parameters | %,d | %,d |", before.parameters(), after.parameters());
    line("| multiply-accumulates | %,d | %,d |", before.macs(), after.macs());
    line("| file bytes | %,d | %,d |", before.fileBytes(), after.fileBytes());
    row("validation accuracy", before.validationAccuracy(), after.validationAccuracy());
    if (before.testAccuracy().isPresent() && after.testAccuracy().isPresent()) {
      row("test accuracy", before.testAccuracy().get(), after.testAccuracy().get());
    }
    for (int i = 0; i < Math.min(before.latencies().size(), after.latencies().size()); i++) {
      line(
          "| latency, batch %d | %.2f ms | %.2f ms |",
          after.latencies().get(i).batch(),
          before.latencies().get(i).medianMillis(),
          after.latencies().get(i).medianMillis());
    }
    line("");
    page.measurement(report.parity(), after, report.versions());
    line("- Measured on: %s, %s.", report.versions().cpu(), report.versions().os());
    line("");
  }

  private void row(String what, double before, double after) {
    line("| %s | %.2f %% | %.2f %% |", what, 100 * before, 100 * after);
  }

  private void data() {
    line("## Data");
    line("");
    page.data(report.dataset());
    line("");
  }

  private void making() {
    line("## How it was made");
    line("");
    report
        .search()
        .ifPresent(
            search ->
                line(
                    "- The structure was found by a particle swarm (%s, %d particles, %d"
                        + " iterations, seed %d), which evaluated %,d pruned networks on validation"
                        + " images.",
                    search.swarm().motion(),
                    search.swarm().particles(),
                    search.swarm().iterations(),
                    search.swarm().seed(),
                    search.evaluations()));
    line(
        "- It was retrained for %d epochs with the weights it inherits (seed %d); epoch %d was best"
            + " on the validation images and was kept.",
        report.retraining().epochsRun(),
        report.request().retraining().seed(),
        report.retraining().bestEpoch());
    line(
        "- Baseline: SHA-256 `%s`. Model: SHA-256 `%s`.",
        report.before().sha256(), report.after().sha256());
    page.versions(report.versions(), report.createdAt());
    line("- Everything else stands in `report.json` and `structure.json`.");
    line("");
  }

  private void limits() {
    line("## Limits");
    line("");
    line(
        "It knows what its baseline knew and what the data show, with their gaps. Its mistakes may"
            + " be other ones than the baseline's, and spread otherwise over the classes: look at"
            + " each class before you rely on it. Latencies are those of the machine named above.");
  }

  private static String share(long before, long after) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * after / before);
  }

  private static String nameOf(Path path) {
    String file = path.getFileName() == null ? "data" : path.getFileName().toString();
    return file.endsWith(".zip") ? file.substring(0, file.length() - ".zip".length()) : file;
  }

  private static String quoted(String text) {
    return '"'
        + text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"")
        + '"';
  }

  private void line(String format, Object... arguments) {
    page.line(format, arguments);
  }
}
