package org.psopruner.cli.remote;

import java.util.List;
import java.util.Map;
import org.psopruner.cli.Screen;
import org.psopruner.messages.rest.ExperimentView;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that changes an experiment and shows how it stands then. */
abstract class ChangeCommand implements Runnable {
  private final Screen screen;
  private final String change;

  @Mixin private CoordinatorOption coordinator;

  @Parameters(index = "0", paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(names = "--json", description = "As JSON: the experiment as it stands then.")
  private boolean json;

  /**
   * @param change as in the path of the API
   */
  ChangeCommand(Screen screen, String change) {
    this.screen = screen;
    this.change = change;
  }

  /** What there is to say of it. */
  Map<String, Object> body() {
    return Map.of();
  }

  /** The same, where the coordinator is asked for it. */
  Map<String, Object> body(RemoteCoordinator asked, String experiment) {
    return body();
  }

  @Override
  public void run() {
    RemoteCoordinator asked = coordinator.open();
    ExperimentView view = asked.change(id, change, body(asked, id));
    screen.show(view, json, List.of(ExperimentLine.of(view)));
  }
}
