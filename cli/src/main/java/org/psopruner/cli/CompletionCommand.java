package org.psopruner.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code psopruner completion}: a script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Writes a script that has bash or zsh complete commands and options.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(psopruner completion)",
      "  psopruner completion > /etc/bash_completion.d/psopruner",
      "  psopruner completion > ~/.psopruner-completion && echo 'source ~/.psopruner-completion' >>"
          + " ~/.zshrc",
    })
final class CompletionCommand implements Runnable {
  private final Screen screen;

  @Spec private CommandSpec spec;

  CompletionCommand(Screen screen) {
    this.screen = screen;
  }

  /** One script does for both shells: in zsh it asks for bash's way. */
  @Override
  public void run() {
    screen.out().println(AutoComplete.bash("psopruner", spec.root().commandLine()));
    screen.out().flush();
  }
}
