package org.psopruner.cli.output;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where to write. */
public final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the results go (default: ${DEFAULT-VALUE}).",
      defaultValue = "psopruner-out")
  private Path output;

  @Option(
      names = "--overwrite",
      description = "Replace the results of a finished run in the output folder.")
  private boolean overwrite;

  /** The folder, absolute. */
  public Path path() {
    return output.toAbsolutePath().normalize();
  }

  /** Whether to replace the results of a finished run. */
  public boolean overwrite() {
    return overwrite;
  }
}
