package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.List;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.structure.Starts;

/**
 * One particle where a sensitivity analysis advises, the others anywhere.
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
    return List.of(
        Starts.insensitive(
            search.mapping(),
            report.removed().stream().mapToDouble(Double::doubleValue).toArray(),
            report.groups().stream()
                .map(group -> losses(report.accuracy(), group.accuracies()))
                .toList()));
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
