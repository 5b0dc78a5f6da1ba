package org.psopruner.cli.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.text.Bar;
import org.psopruner.cli.text.ChannelBars;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Paint;
import org.psopruner.cli.text.Sparkline;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.RetrainingView;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.messages.rest.WorkerView;

/**
 * A search as it stands, in lines: how far it is, how it converges, who evaluates, what stays of
 * each layer.
 *
 * @param structure of the best; empty while there is none
 */
record WatchFrame(
    ExperimentView view,
    List<IterationView> history,
    List<WorkerView> workers,
    Optional<StructureView> structure) {
  private static final int SPARKLINE = 60;

  /** How it is drawn. */
  record Style(Bar bar, Sparkline sparkline, Paint paint) {}

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s  iteration %d/%d  evaluations %d done, %d outstanding%s"
            .formatted(
                style.paint().bold(view.spec().id()),
                ExperimentLine.state(view.state(), style.paint()),
                view.iteration(),
                view.spec().swarm().iterations(),
                view.evaluationsDone(),
                view.evaluationsOutstanding(),
                view.evaluationsFailed() == 0
                    ? ""
                    : ", " + style.paint().bad(view.evaluationsFailed() + " failed")));
    view.globalBest()
        .ifPresent(
            best ->
                lines.add(
                    "best         accuracy %s with %s parameters (%s), found in iteration %d"
                        .formatted(
                            style.paint().good(Figures.accuracy(best.accuracy())),
                            Figures.count(best.cost().parameters()),
                            Figures.percent(
                                (double) best.cost().parameters() / view.baseline().parameters()),
                            best.iteration())));
    convergence(style).ifPresent(lines::add);
    view.retraining().ifPresent(retraining -> lines.add(line(retraining)));
    view.failure().ifPresent(reason -> lines.add(style.paint().bad(reason)));
    if (!workers.isEmpty()) {
      lines.add("");
      lines.addAll(table().lines());
    }
    structure.ifPresent(
        found -> {
          lines.add("");
          lines.addAll(bars(found, style.bar()));
        });
    return lines;
  }

  private Optional<String> convergence(Style style) {
    List<Double> best = history.stream().flatMap(row -> row.bestSoFar().stream()).toList();
    return best.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "convergence  %s  %s to %s"
                .formatted(
                    style.sparkline().of(best, SPARKLINE),
                    Figures.percent(best.get(0)),
                    Figures.percent(best.get(best.size() - 1))));
  }

  private static String line(RetrainingView retraining) {
    return "retraining   epoch %d/%d  validation accuracy %s, best %s%s"
        .formatted(
            retraining.epoch(),
            retraining.epochs(),
            Figures.accuracy(retraining.validationAccuracy()),
            Figures.accuracy(retraining.bestValidationAccuracy()),
            retraining.note().map(note -> " (" + note + ")").orElse(""));
  }

  private Table table() {
    Table table = new Table(2, "worker", "does", "evaluations", "failed", "mean time");
    for (WorkerView worker : workers) {
      table.row(
          worker.worker(),
          worker
              .evaluating()
              .map(
                  now ->
                      "evaluates "
                          + CandidateName.shown(now.evaluationId())
                          + (now.attempt() > 1 ? ", attempt " + now.attempt() : ""))
              .orElse("waits"),
          Figures.count(worker.evaluations()),
          Figures.count(worker.failed()),
          worker.evaluations() == 0 ? "-" : Figures.millis(worker.meanMillis()));
    }
    return table;
  }

  /** The channels that stay of each group. */
  static List<String> bars(StructureView structure, Bar bar) {
    return ChannelBars.lines(
        structure.groups().stream()
            .map(group -> new ChannelBars.Row(group.group(), group.channels(), group.kept().size()))
            .toList(),
        bar);
  }
}
