package org.psopruner.cli.letters;

import org.psopruner.cli.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code psopruner dead-letters}: the parent of what can be done with them. */
@Command(
    name = "dead-letters",
    description = "Shows records that a service refused, and publishes them again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  psopruner dead-letters list --kafka localhost:9092",
      "  psopruner dead-letters show 3",
      "  psopruner dead-letters replay 3",
    })
public final class DeadLettersCommand {
  private DeadLettersCommand() {}

  /** The command with its own commands. */
  public static CommandLine commandLine(Screen screen) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListCommand(screen))
        .addSubcommand(new ShowCommand(screen))
        .addSubcommand(new ReplayCommand(screen));
  }
}
