package org.psopruner.cli.bench.methods;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.psopruner.cli.bench.Median;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * What the methods found.
 *
 * @param engine ours, in its own words
 * @param evaluations structures that a search might evaluate
 * @param images validation images of an evaluation
 * @param validationImages on which winners are evaluated in the end: all that there are
 * @param epochs for which winners are retrained; 0 if they are not
 * @param rows one a method
 */
record MethodFigures(
    String engine, int evaluations, int images, int validationImages, int epochs, List<Row> rows) {
  /**
   * What a method found.
   *
   * @param winners by seed
   */
  record Row(String method, List<Winner> winners) {}

  /**
   * What one search found.
   *
   * @param accuracy the best on the images of an evaluation, 0 to 1: what the search maximised
   * @param validationAccuracy that structure's on all validation images, 0 to 1
   * @param retrainedAccuracy on all validation images after retraining, 0 to 1, if there is any
   * @param evaluations structures that were evaluated
   */
  record Winner(
      long seed,
      double accuracy,
      double validationAccuracy,
      Optional<Double> retrainedAccuracy,
      int evaluations) {}

  /** As a table. */
  @JsonIgnore
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; %s evaluations of %s images, %d seeds: medians, and the least to the most"
            .formatted(
                engine,
                Figures.count(evaluations),
                Figures.count(images),
                rows.get(0).winners().size()));
    lines.add("");
    List<String> headings =
        new ArrayList<>(
            List.of(
                "method",
                "evaluations",
                "fitness",
                "",
                "on all " + Figures.count(validationImages) + " images",
                ""));
    if (epochs > 0) {
      headings.addAll(List.of("after %d epochs".formatted(epochs), ""));
    }
    Table table = new Table(1, headings.toArray(String[]::new));
    for (Row row : rows) {
      double[] evaluated = sorted(row, Winner::evaluations);
      double[] fitness = sorted(row, Winner::accuracy);
      double[] accuracy = sorted(row, Winner::validationAccuracy);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.method(),
                  Figures.count(Math.round(Median.of(evaluated))),
                  Figures.percent(Median.of(fitness)),
                  range(fitness),
                  Figures.accuracy(Median.of(accuracy)),
                  range(accuracy)));
      if (epochs > 0) {
        double[] retrained = sorted(row, winner -> winner.retrainedAccuracy().orElseThrow());
        cells.addAll(List.of(Figures.accuracy(Median.of(retrained)), range(retrained)));
      }
      table.row(cells.toArray(String[]::new));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static double[] sorted(Row row, ToDoubleFunction<Winner> figure) {
    return row.winners().stream().mapToDouble(figure).sorted().toArray();
  }

  private static String range(double[] sorted) {
    return Figures.percent(sorted[0]) + " - " + Figures.percent(sorted[sorted.length - 1]);
  }
}
