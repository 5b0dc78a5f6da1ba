package org.psopruner.cli.remote;

import java.util.List;
import java.util.Map;
import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner delete}. */
@Command(
    name = "delete",
    description = {
      "Has an experiment shown no more, and nothing more done for it.",
      "Files stay, and its id is not free again."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner delete vgg16-nightly"})
public final class DeleteCommand implements Runnable {
  private final Screen screen;

  @Mixin private CoordinatorOption coordinator;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public DeleteCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    coordinator.open().delete(id);
    screen.show(Map.of("deleted", id), json, List.of(id + " is deleted"));
  }
}
