package org.psopruner.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.text.Table;

/**
 * The memory of a process that evaluates.
 *
 * @param engine ours, in its own words
 * @param images of each recalibration and of each evaluation
 * @param maxHeapBytes what the Java heap may grow to
 */
record MemoryFigures(String engine, int images, long maxHeapBytes, List<Point> points) {
  MemoryFigures {
    points = List.copyOf(points);
  }

  /**
   * The physical memory of the process, the Java heap included.
   *
   * @param evaluations that were done by then
   * @param bytes that it holds; empty where the system does not tell
   * @param peakBytes the most that it has held; likewise
   */
  record Point(int evaluations, Optional<Long> bytes, Optional<Long> peakBytes) {}

  /** As a table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; %d images, Java heap of at most %s MiB"
            .formatted(engine, images, mebibytes(Optional.of(maxHeapBytes))));
    lines.add("");
    Table table = new Table(0, "evaluations", "MiB", "most until then");
    for (Point point : points) {
      table.row(
          Integer.toString(point.evaluations()),
          mebibytes(point.bytes()),
          mebibytes(point.peakBytes()));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String mebibytes(Optional<Long> bytes) {
    return bytes.map(value -> Long.toString(value >> 20)).orElse("-");
  }
}
