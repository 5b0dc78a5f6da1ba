package org.psopruner.cli.bench;

import java.util.Optional;
import org.psopruner.cli.Range;
import picocli.CommandLine.Option;

/** The threads of an operation. */
public final class BenchThreads {
  private static final int MAX = 1_024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of an operation (default: as many as there are cores).")
  private Optional<Integer> threads = Optional.empty();

  /** As many as were asked for. */
  public int count() {
    return threads
        .map(count -> Range.check("--threads", count, 1, MAX))
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }
}
