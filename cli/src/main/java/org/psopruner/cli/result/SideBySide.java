package org.psopruner.cli.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.RunReport.GroupChannels;
import org.psopruner.messages.report.RunReport.LatencyFigure;
import org.psopruner.messages.report.RunReport.ModelFigures;
import org.psopruner.messages.report.RunReport.Search;

/**
 * Two finished runs beside each other: what they came to, how they searched, what they keep.
 *
 * @param nameA a heading; likewise {@code nameB}
 */
public record SideBySide(String nameA, RunReport a, String nameB, RunReport b) {
  private static final String NONE = "-";

  /** The tables' lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!a.before().sha256().equals(b.before().sha256())) {
      lines.add("note: the two runs have different baselines");
      lines.add("");
    }
    lines.addAll(results().lines());
    lines.add("");
    lines.addAll(searches().lines());
    lines.add("");
    lines.addAll(channels().lines());
    return lines;
  }

  private Table results() {
    Table table = new Table(1, "model", nameA, nameB, "change");
    count(table, "parameters", ModelFigures::parameters);
    count(table, "MACs", ModelFigures::macs);
    count(table, "file bytes", ModelFigures::fileBytes);
    accuracy(table, "validation accuracy", figures -> Optional.of(figures.validationAccuracy()));
    accuracy(table, "test accuracy", ModelFigures::testAccuracy);
    for (LatencyFigure latency : a.after().latencies()) {
      b.after().latencies().stream()
          .filter(other -> other.batch() == latency.batch())
          .findFirst()
          .ifPresent(
              other ->
                  table.row(
                      "latency, batch " + latency.batch(),
                      Figures.millis(latency.medianMillis()),
                      Figures.millis(other.medianMillis()),
                      Figures.change(latency.medianMillis(), other.medianMillis())));
    }
    return table;
  }

  private void count(Table table, String name, ToLongFunction<ModelFigures> figure) {
    long one = figure.applyAsLong(a.after());
    long other = figure.applyAsLong(b.after());
    table.row(
        name,
        Figures.count(one),
        Figures.count(other),
        Figures.change((double) one, (double) other));
  }

  private void accuracy(Table table, String name, Function<ModelFigures, Optional<Double>> figure) {
    Optional<Double> one = figure.apply(a.after());
    Optional<Double> other = figure.apply(b.after());
    table.row(
        name,
        one.map(Figures::accuracy).orElse(NONE),
        other.map(Figures::accuracy).orElse(NONE),
        one.flatMap(x -> other.map(y -> Figures.points(x, y))).orElse(NONE));
  }

  private Table searches() {
    Table table = new Table(1, "search", nameA, nameB);
    search(table, "particles", search -> Figures.count(search.swarm().particles()));
    search(table, "iterations", search -> Figures.count(search.swarm().iterations()));
    search(table, "swarm", search -> search.swarm().motion());
    search(table, "pace", search -> search.swarm().pace().toString());
    search(table, "seed", search -> String.valueOf(search.swarm().seed()));
    search(table, "parameters allowed", search -> Figures.percent(search.budget().parameters()));
    search(table, "evaluations", search -> Figures.count(search.evaluations()));
    search(table, "accuracy found", search -> Figures.accuracy(search.validationAccuracy()));
    table.row(
        "epochs run",
        String.valueOf(a.retraining().epochsRun()),
        String.valueOf(b.retraining().epochsRun()));
    table.row(
        "epoch kept",
        String.valueOf(a.retraining().bestEpoch()),
        String.valueOf(b.retraining().bestEpoch()));
    return table;
  }

  private void search(Table table, String name, Function<Search, String> figure) {
    table.row(name, a.search().map(figure).orElse(NONE), b.search().map(figure).orElse(NONE));
  }

  private Table channels() {
    Map<String, String[]> rows = new LinkedHashMap<>();
    put(rows, a.channels(), 0);
    put(rows, b.channels(), 1);
    Table table = new Table(1, "channels kept", nameA, nameB);
    rows.forEach((group, cells) -> table.row(group, cells[0], cells[1]));
    return table;
  }

  private static void put(Map<String, String[]> rows, List<GroupChannels> groups, int column) {
    for (GroupChannels group : groups) {
      rows.computeIfAbsent(group.group(), name -> new String[] {NONE, NONE})[column] =
          "%d of %d".formatted(group.after(), group.before());
    }
  }
}
