package org.psopruner.cli.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.text.Bar;
import org.psopruner.cli.text.ChannelBars;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.RunReport.GroupChannels;
import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.messages.report.RunReport.ModelFigures;

/** A run's report for the eye: the table before and after, and the channels kept as bars. */
public final class Comparison {
  private static final String NONE = "-";

  private Comparison() {}

  /** The table's lines, then the bars'. */
  public static List<String> lines(RunReport report, Bar bar) {
    List<String> lines = new ArrayList<>(table(report.before(), report.after()).lines());
    lines.add("");
    lines.add("channels kept");
    lines.addAll(bars(report.channels(), bar));
    return lines;
  }

  private static Table table(ModelFigures before, ModelFigures after) {
    Table table = new Table(1, "", "before", "after", "change");
    count(table, "parameters", before.parameters(), after.parameters());
    count(table, "MACs", before.macs(), after.macs());
    count(table, "file bytes", before.fileBytes(), after.fileBytes());
    accuracy(
        table,
        "validation accuracy",
        Optional.of(before.validationAccuracy()),
        Optional.of(after.validationAccuracy()));
    accuracy(table, "test accuracy", before.testAccuracy(), after.testAccuracy());
    for (LatencyFigure latency : before.latencies()) {
      after.latencies().stream()
          .filter(other -> other.batch() == latency.batch())
          .findFirst()
          .ifPresent(other -> latency(table, latency, other));
    }
    return table;
  }

  private static void count(Table table, String name, long before, long after) {
    table.row(
        name,
        Figures.count(before),
        Figures.count(after),
        Figures.change((double) before, (double) after));
  }

  private static void accuracy(
      Table table, String name, Optional<Double> before, Optional<Double> after) {
    table.row(
        name,
        before.map(Figures::accuracy).orElse(NONE),
        after.map(Figures::accuracy).orElse(NONE),
        before.flatMap(b -> after.map(a -> Figures.points(b, a))).orElse(NONE));
  }

  private static void latency(Table table, LatencyFigure before, LatencyFigure after) {
    table.row(
        "latency, batch " + before.batch(),
        Figures.millis(before.medianMillis()),
        Figures.millis(after.medianMillis()),
        Figures.change(before.medianMillis(), after.medianMillis()));
  }

  private static List<String> bars(List<GroupChannels> groups, Bar bar) {
    return ChannelBars.lines(
        groups.stream()
            .map(group -> new ChannelBars.Row(group.group(), group.before(), group.after()))
            .toList(),
        bar);
  }
}
