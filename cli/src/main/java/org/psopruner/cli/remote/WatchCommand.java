package org.psopruner.cli.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** So often a coordinator that does not answer is asked, which it then has not for a minute. */
  private static final int ATTEMPTS = 30;

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
    coordinator = option.open();
    display = new WatchDisplay(screen.out(), screen.columns());
    ExperimentView last = coordinator.experiment(id);
    EventStream events = new EventStream();
    int failures = 0;
    while (!last.state().isOver()) {
      try (Stream<String> lines = coordinator.events(id, events.lastId())) {
        failures = 0;
        last = follow(lines.iterator(), events, last);
      } catch (IOException | UncheckedIOException e) {
        if (++failures > ATTEMPTS) {
          throw new RunFailedException(
              "the coordinator has not answered for %d s"
                  .formatted(AGAIN.multipliedBy(ATTEMPTS).toSeconds()),
              e);
        }
        pause();
      }
    }
    end(last);
  }

  /** Shows what comes, until it is over or the line ends. */
  private ExperimentView follow(Iterator<String> lines, EventStream events, ExperimentView before) {
    ExperimentView last = before;
    while (lines.hasNext() && !last.state().isOver()) {
      Optional<EventStream.Event> event = events.take(lines.next());
      if (event.isPresent()) {
        print(event.get());
        last = coordinator.experiment(id);
        show(last);
      }
    }
    return last;
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
      evaluationsSeen = view.evaluationsDone();
      history = coordinator.history(id);
      structure = view.globalBest().map(best -> coordinator.structure(id));
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
    show(view);
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

  private static void pause() {
    try {
      Thread.sleep(AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while the coordinator was waited for", e);
    }
  }
}
