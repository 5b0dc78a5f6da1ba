package org.psopruner.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The memory of a process that evaluates.
 *
 * @param engine ours, in its own words
 * @param images of each recalibration and of each evaluation
 * @param maxHeapBytes what the Java heap may grow to
 */
record MemoryFigures(String engine, int images, long maxHeapBytes, List<Point> points) {
  /** Above the lines of the points. */
  static final String HEADING = "evaluations   MiB  of these Java heap  most until then";

  MemoryFigures {
    points = List.copyOf(points);
  }

  /**
   * The physical memory of the process.
   *
   * @param evaluations that were done by then
   * @param bytes that it holds, the Java heap included; empty where the system does not tell
   * @param heapBytes what the Java heap has grown to
   * @param peakBytes the most that the process has held; empty where the system does not tell
   */
  record Point(int evaluations, Optional<Long> bytes, long heapBytes, Optional<Long> peakBytes) {
    /** As a line below {@link #HEADING}. */
    String line() {
      return String.format(
          Locale.ROOT,
          "%11d %5s %18d %16s",
          evaluations,
          mebibytes(bytes),
          heapBytes >> 20,
          mebibytes(peakBytes));
    }

    private static String mebibytes(Optional<Long> bytes) {
      return bytes.map(value -> Long.toString(value >> 20)).orElse("-");
    }
  }
}
