package org.psopruner.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * What the search benchmark measured.
 *
 * @param engine ours, in its own words
 * @param naive each particle of each iteration evaluated on all images
 * @param replayed how many of the naive evaluations were not done, but counted as what the same
 *     structure's first one cost, so that the naive seconds are an estimate; 0 where all were done
 * @param ours with what the options leave uncomputed
 * @param leastValidationImages that exact racing would take, and sharing, if it knew beforehand
 *     which images a network is wrong about: no order of the images could do with fewer
 * @param sameWinner whether both found the same structure, with the same accuracy, at the same
 *     particle and iteration
 * @param sameSwarm whether the particles were at the same positions in each iteration
 * @param accuracy of the winner on the validation images, 0 to 1
 */
record SearchFigures(
    String engine,
    int iterations,
    int particles,
    Cost naive,
    int replayed,
    Cost ours,
    long leastValidationImages,
    boolean sameWinner,
    boolean sameSwarm,
    double accuracy) {
  /**
   * What a search costs.
   *
   * @param evaluations networks that were evaluated, early ends included
   * @param validationImages that were taken through a network
   * @param recalibrationImages likewise, before the evaluations
   * @param seconds wall time
   */
  record Cost(int evaluations, long validationImages, long recalibrationImages, double seconds) {
    static final Cost NONE = new Cost(0, 0, 0, 0);

    Cost plus(Cost other) {
      return new Cost(
          evaluations + other.evaluations,
          validationImages + other.validationImages,
          recalibrationImages + other.recalibrationImages,
          seconds + other.seconds);
    }

    /** Images that were taken through a network in all. */
    @JsonProperty
    long images() {
      return validationImages + recalibrationImages;
    }
  }

  @JsonProperty
  long naiveImages() {
    return naive.images();
  }

  @JsonProperty
  long images() {
    return ours.images();
  }

  @JsonProperty
  double naiveSeconds() {
    return naive.seconds();
  }

  @JsonProperty
  double seconds() {
    return ours.seconds();
  }

  /** As a table. */
  @JsonIgnore
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s; %d iterations, %d particles".formatted(engine, iterations, particles));
    lines.add("");
    lines.addAll(
        new Table(1, "", "naive", "ours", "naive / ours")
            .row(
                "evaluations",
                Figures.count(naive.evaluations()),
                Figures.count(ours.evaluations()),
                ratio(naive.evaluations(), ours.evaluations()))
            .row(
                "validation images",
                Figures.count(naive.validationImages()),
                Figures.count(ours.validationImages()),
                ratio((double) naive.validationImages(), (double) ours.validationImages()))
            .row(
                "recalibration images",
                Figures.count(naive.recalibrationImages()),
                Figures.count(ours.recalibrationImages()),
                ratio((double) naive.recalibrationImages(), (double) ours.recalibrationImages()))
            .row(
                "images",
                Figures.count(naive.images()),
                Figures.count(ours.images()),
                ratio((double) naive.images(), (double) ours.images()))
            .row(
                "seconds",
                decimal("%.1f", naive.seconds()),
                decimal("%.1f", ours.seconds()),
                ratio(naive.seconds(), ours.seconds()))
            .lines());
    lines.add("");
    if (replayed > 0) {
      lines.add(
          "%s of the naive evaluations counted as what the same structure's first one cost: naive seconds are an estimate"
              .formatted(Figures.count(replayed)));
    }
    lines.add(
        "least validation images of exact racing, in any order: %s (naive / least %s)"
            .formatted(
                Figures.count(leastValidationImages),
                ratio((double) naive.validationImages(), (double) leastValidationImages)));
    lines.add(
        "winner %s, accuracy %s; swarm %s"
            .formatted(
                sameWinner ? "the same" : "another",
                Figures.percent(accuracy),
                sameSwarm ? "the same" : "another"));
    return lines;
  }

  private static String ratio(double naive, double ours) {
    return ours == 0 ? "-" : decimal("%.2f", naive / ours);
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
