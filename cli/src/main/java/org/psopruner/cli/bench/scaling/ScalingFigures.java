package org.psopruner.cli.bench.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * What was simulated.
 *
 * @param seconds what the mean evaluation takes on the fastest worker; all times are virtual
 * @param spread how many times as long the slowest worker takes
 * @param latency between the end of an evaluation and the next step of worker and coordinator
 * @param lock from a worker's death until another one gets its evaluation
 * @param restart from a worker's death until it is there again
 */
record ScalingFigures(
    double seconds, double spread, double latency, double lock, double restart, List<Row> rows) {
  ScalingFigures {
    rows = List.copyOf(rows);
  }

  /**
   * Both paces on the same workers.
   *
   * @param deaths the probability that a worker dies of an evaluation
   */
  record Row(
      int workers,
      int particles,
      long evaluations,
      double deaths,
      Outcome synchronous,
      Outcome asynchronous) {}

  /** As a table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "an evaluation takes %s s on the fastest worker, %s times that on the slowest; latency"
                + " %s s, lock %s s, restart %s s",
            number(seconds),
            number(spread),
            number(latency),
            number(lock),
            number(restart)));
    lines.add("");
    Table table =
        new Table(
            0,
            "workers",
            "particles",
            "evaluations",
            "deaths",
            "busy, sync",
            "async",
            "evaluations/s, sync",
            "async");
    for (Row row : rows) {
      table.row(
          Figures.count(row.workers()),
          Figures.count(row.particles()),
          Figures.count(row.evaluations()),
          Figures.percent(row.deaths()),
          Figures.percent(row.synchronous().busy()),
          Figures.percent(row.asynchronous().busy()),
          speed(row.synchronous()),
          speed(row.asynchronous()));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String speed(Outcome outcome) {
    return String.format(Locale.ROOT, "%.3f", outcome.evaluationsPerSecond());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
