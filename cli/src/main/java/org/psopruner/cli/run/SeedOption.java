package org.psopruner.cli.run;

import picocli.CommandLine.Option;

/** What fixes all that is random. */
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Fixes all that is random (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  public long seed() {
    return seed;
  }
}
