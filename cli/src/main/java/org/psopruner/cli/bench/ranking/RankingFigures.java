package org.psopruner.cli.bench.ranking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * Fitness before and accuracy after retraining.
 *
 * @param engine ours, in its own words
 * @param epochs of retraining
 * @param images validation images for a fitness
 * @param validationImages for the accuracy after retraining: all that there are
 * @param structures by the accuracy after retraining, the best first
 * @param predictors ways of telling the fitness, and how well they predict
 */
record RankingFigures(
    String engine,
    int epochs,
    int images,
    int validationImages,
    List<Retrained> structures,
    List<Predictor> predictors) {
  /**
   * One structure.
   *
   * @param fitness by predictor: accuracy on the validation images of an evaluation, 0 to 1
   * @param accuracy after retraining, on all validation images, 0 to 1
   */
  record Retrained(List<Double> fitness, double accuracy, long parameters) {}

  /**
   * A way of telling the fitness.
   *
   * @param fineTuningSteps of training before the evaluation; 0 for recalibration alone
   * @param spearman rank correlation with the accuracy after retraining, −1 to 1
   * @param kendall likewise, tau-b
   */
  record Predictor(int fineTuningSteps, double spearman, double kendall) {}

  /** As two tables. */
  @JsonIgnore
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; %d structures, retrained for %d epochs; fitness on %s images, accuracy on %s"
            .formatted(
                engine,
                structures.size(),
                epochs,
                Figures.count(images),
                Figures.count(validationImages)));
    lines.add("");
    Table each =
        new Table(
            0,
            Stream.concat(
                    predictors.stream().map(predictor -> name(predictor.fineTuningSteps())),
                    Stream.of("parameters", "retrained"))
                .toArray(String[]::new));
    for (Retrained structure : structures) {
      each.row(
          Stream.concat(
                  structure.fitness().stream().map(Figures::percent),
                  Stream.of(
                      Figures.count(structure.parameters()),
                      Figures.accuracy(structure.accuracy())))
              .toArray(String[]::new));
    }
    lines.addAll(each.lines());
    lines.add("");
    Table correlations = new Table(1, "fitness", "Spearman's rho", "Kendall's tau");
    for (Predictor predictor : predictors) {
      correlations.row(
          name(predictor.fineTuningSteps()),
          decimal(predictor.spearman()),
          decimal(predictor.kendall()));
    }
    lines.addAll(correlations.lines());
    return lines;
  }

  private static String name(int steps) {
    return steps == 0 ? "recalibrated" : steps + " steps";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
