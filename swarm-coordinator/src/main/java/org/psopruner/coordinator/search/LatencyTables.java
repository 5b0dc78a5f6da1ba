package org.psopruner.coordinator.search;

import java.util.HashMap;
import java.util.Map;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.report.LatencyReport;
import org.psopruner.pruning.cost.LatencyTable;

/** Reads how long the layers of a network take. */
final class LatencyTables {
  private LatencyTables() {}

  /**
   * The table in a file.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read, or is
   *     another
   * @throws IllegalArgumentException if it holds none
   */
  static LatencyTable read(FileReference file) {
    try {
      Map<String, LatencyTable.Grid> layers = new HashMap<>();
      for (LatencyReport.LayerTimes times : LatencyReport.read(file.verified()).layers()) {
        layers.put(times.layer(), grid(times));
      }
      return new LatencyTable(layers);
    } catch (MessageException e) {
      throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
    }
  }

  private static LatencyTable.Grid grid(LatencyReport.LayerTimes times) {
    try {
      return new LatencyTable.Grid(times.inputs(), times.outputs(), times.millis());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the latency table's layer %s: %s".formatted(times.layer(), e.getMessage()), e);
    }
  }
}
