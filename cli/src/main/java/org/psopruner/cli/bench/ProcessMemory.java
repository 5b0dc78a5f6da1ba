package org.psopruner.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The physical memory that this process holds, as Linux tells it: proc(5). */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final String NOW = "VmRSS:";
  private static final String MOST = "VmHWM:";

  private ProcessMemory() {}

  /** Makes the peak begin anew; where the system does not allow it, it is the whole process's. */
  static void resetPeak() {
    try {
      if (Files.isWritable(CLEAR)) {
        Files.writeString(CLEAR, RESET_PEAK);
      }
    } catch (IOException notAllowed) {
      // The peak since the process began is an upper bound of what was asked for.
    }
  }

  /** What it holds now; empty where the system does not tell. */
  static Optional<Long> bytes() {
    return field(NOW);
  }

  /** The most since {@link #resetPeak}; empty where the system does not tell. */
  static Optional<Long> peakBytes() {
    return field(MOST);
  }

  private static Optional<Long> field(String name) {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
