package org.psopruner.cli.remote;

import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;

/** {@code psopruner resume}. */
@Command(
    name = "resume",
    description = "Has a paused experiment go on.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner resume vgg16-nightly"})
public final class ResumeCommand extends ChangeCommand {
  public ResumeCommand(Screen screen) {
    super(screen, "resume");
  }
}
