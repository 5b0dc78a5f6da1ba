package org.psopruner.cli.remote;

import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;

/** {@code psopruner pause}. */
@Command(
    name = "pause",
    description =
        "Has an experiment ask for no more evaluations; what workers have been given is finished.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner pause vgg16-nightly",
      "  psopruner list --state searching --json | jq -r '.items[].spec.id' | xargs -n 1 psopruner"
          + " pause",
    })
public final class PauseCommand extends ChangeCommand {
  public PauseCommand(Screen screen) {
    super(screen, "pause");
  }
}
