package org.psopruner.cli.sensitivity;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Sparkline;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.report.SensitivityReport;

/** A sensitivity report as a table, with a line that falls where accuracy does. */
final class SensitivityTable {
  private SensitivityTable() {}

  static List<String> lines(SensitivityReport report, Charset charset) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "whole network %s on %s validation images; accuracy in %% without a share of one group's channels (%s)"
            .formatted(
                Figures.accuracy(report.accuracy()),
                Figures.count(report.validationImages()),
                report.criterion()));
    lines.add("");
    Table table =
        new Table(
            2,
            Stream.concat(
                    Stream.of("group", "", "channels"),
                    report.removed().stream().map(SensitivityTable::share))
                .toArray(String[]::new));
    Sparkline line = Sparkline.in(charset);
    for (SensitivityReport.Group group : report.groups()) {
      table.row(
          Stream.concat(
                  Stream.of(
                      group.group(),
                      line.of(group.accuracies(), 0, report.accuracy()),
                      Figures.count(group.channels())),
                  group.accuracies().stream().map(SensitivityTable::accuracy))
              .toArray(String[]::new));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "-%.0f %%", 100 * share);
  }

  private static String accuracy(double accuracy) {
    return String.format(Locale.ROOT, "%.1f", 100 * accuracy);
  }
}
