package org.psopruner.coordinator.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.pruning.criterion.MeasuredValues;

/** Reads what the channels of a network are worth. */
final class Importances {
  private Importances() {}

  /**
   * The values in a file.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read, or is
   *     another
   * @throws IllegalArgumentException if it holds none
   */
  static MeasuredValues read(FileReference file) {
    try {
      Map<String, List<Double>> values = new HashMap<>();
      for (ImportanceReport.GroupValues group : ImportanceReport.read(file.verified()).groups()) {
        values.put(group.group(), group.values());
      }
      return new MeasuredValues(values);
    } catch (MessageException e) {
      throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
    }
  }
}
