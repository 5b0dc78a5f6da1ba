package org.psopruner.cli.remote;

import java.util.List;
import java.util.Optional;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Screen;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.StructureView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner watch}: an experiment as it goes on. */
@Command(
    name = "watch",
    description = {
      "Shows an experiment as it goes on, until it is over: how it converges, who evaluates, which"
          + " channels the best structure keeps.",
      "It ends with 0 if the model is there, and with 1 if there will be none. A coordinator that"
          + " is started again is waited for."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner watch vgg16-nightly",
      "  psopruner watch vgg16-nightly --json | jq -c 'select(.event == \"best\").data.accuracy'",
    })
public final class WatchCommand implements Runnable {
  private final Screen screen;

  @Mixin private CoordinatorOption option;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(
      names = "--json",
      description = "Each event as JSON in a line of its own: {\"event\": NAME, \"data\": …}.")
  private boolean json;

  private RemoteCoordinator coordinator;
  private WatchDisplay display;
  private List<IterationView> history = List.of();
  private Optional<StructureView> structure = Optional.empty();
  private int evaluationsSeen = -1;

  public WatchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    RemoteCoordinator remote = option.open();
    coordinator = remote.waitedFor();
    display = new WatchDisplay(screen.out(), screen.columns());
    Listening listening = new Listening(remote, id);
    ExperimentView last =
        listening.untilOver(
            (event, view) -> {
              show(view);
              print(event);
            });
    listening.insist(() -> show(last));
    end(last);
  }

  private void print(EventStream.Event event) {
    if (json) {
      screen.out().printf("{\"event\":\"%s\",\"data\":%s}%n", event.name(), event.data());
      screen.out().flush();
    }
  }

  private void show(ExperimentView view) {
    if (json) {
      return;
    }
    if (screen.columns() > 0 && view.evaluationsDone() != evaluationsSeen) {
      history = coordinator.history(id);
      structure = view.globalBest().map(best -> coordinator.structure(id));
      evaluationsSeen = view.evaluationsDone();
    }
    display.show(
        new WatchFrame(
                view,
                history,
                screen.columns() > 0 ? coordinator.workers(id) : List.of(),
                structure)
            .lines(new WatchFrame.Style(screen.bar(), screen.sparkline(), screen.paint())));
  }

  private void end(ExperimentView view) {
    if (view.state() != State.FINISHED) {
      throw new RunFailedException(
          "experiment %s %s"
              .formatted(
                  id,
                  view.failure()
                      .map(reason -> "failed: " + reason)
                      .orElse("was stopped; there will be no model")));
    }
  }
}
