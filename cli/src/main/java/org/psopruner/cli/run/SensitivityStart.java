package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.structure.Starts;

/**
 * One particle where a sensitivity analysis advises, the others anywhere. The analysis is of the
 * criterion of the search, or of one of its choices, with which the particle then starts. Values
 * that were measured have no analysis of their own, so they take any.
 *
 * @param file that {@code psopruner sensitivity} wrote
 */
record SensitivityStart(Path file) implements SwarmStart {
  @Override
  public List<double[]> positions(Search search) {
    SensitivityReport report = read();
    if (!report.modelSha256().equals(search.modelSha256())
        || !report.groups().stream()
            .map(SensitivityReport.Group::group)
            .toList()
            .equals(search.groups())) {
      throw new BadInputException(
          "--sensitivity %s is of another model than %s; analyse this one"
              .formatted(file, search.request().model()));
    }
    requireFitting(report.criterion(), search);
    return positions(report, search);
  }

  /** Where the analysis of the search's model, by one of its criteria, advises. */
  static List<double[]> positions(SensitivityReport report, Search search) {
    double[] advised =
        Starts.insensitive(
            search.mapping(),
            report.removed().stream().mapToDouble(Double::doubleValue).toArray(),
            report.groups().stream()
                .map(group -> losses(report.accuracy(), group.accuracies()))
                .toList());
    return List.of(
        DoubleStream.concat(Arrays.stream(advised), choice(report.criterion(), search)).toArray());
  }

  /**
   * The least coordinate that chooses the criterion of the analysis; none where nothing is chosen.
   */
  private static DoubleStream choice(FilterCriterion analysed, Search search) {
    int choice = search.choices().indexOf(analysed);
    return choice < 0
        ? DoubleStream.empty()
        : DoubleStream.of((double) choice / search.choices().size());
  }

  private void requireFitting(FilterCriterion analysed, Search search) {
    FilterCriterion wanted = search.request().structures().criterion();
    if (!search.choices().contains(analysed)
        && analysed != wanted
        && wanted != FilterCriterion.MEASURED) {
      throw new BadInputException(
          "--sensitivity %s is of the criterion %s, but --criterion is %s; analyse with the criterion of the search, or leave --sensitivity out"
              .formatted(file, analysed, wanted));
    }
  }

  private SensitivityReport read() {
    try {
      return SensitivityReport.read(file);
    } catch (MessageException e) {
      throw new BadInputException(
          "--sensitivity %s: %s; give what psopruner sensitivity has written"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static double[] losses(double whole, List<Double> accuracies) {
    return accuracies.stream().mapToDouble(accuracy -> whole - accuracy).toArray();
  }
}
