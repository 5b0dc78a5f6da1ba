package org.psopruner.cli.run;

import org.psopruner.messages.SwarmPace;
import picocli.CommandLine.Option;

/** When particles move. */
public final class PaceOption {
  @Option(
      names = "--pace",
      paramLabel = "NAME",
      description =
          "When particles move: ${COMPLETION-CANDIDATES}; the latter keeps more workers busy, and depends on"
              + " the order of their scores (default: ${DEFAULT-VALUE}).",
      defaultValue = "synchronous")
  private SwarmPace pace;

  public SwarmPace pace() {
    return pace;
  }
}
