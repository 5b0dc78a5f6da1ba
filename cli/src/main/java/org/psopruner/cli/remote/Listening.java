package org.psopruner.cli.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.psopruner.cli.RunFailedException;
import org.psopruner.messages.rest.ExperimentView;

/**
 * Listens to an experiment until it is over. A coordinator that is started again is waited for, for
 * a minute.
 */
final class Listening {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** So often a coordinator that does not answer is asked, which it then has not for a minute. */
  private static final int ATTEMPTS = 30;

  private final RemoteCoordinator coordinator;
  private final String id;
  private final EventStream events = new EventStream();

  Listening(RemoteCoordinator coordinator, String id) {
    this.coordinator = coordinator;
    this.id = id;
  }

  /**
   * Listens.
   *
   * @param news takes each event, with the experiment as it stands after it
   * @return the experiment when it is over
   * @throws RunFailedException if the coordinator does not come back
   */
  ExperimentView untilOver(BiConsumer<EventStream.Event, ExperimentView> news) {
    ExperimentView last = coordinator.experiment(id);
    int failures = 0;
    while (!last.state().isOver()) {
      events.restart();
      try (Stream<String> lines = coordinator.events(id, events.lastId())) {
        failures = 0;
        last = follow(lines.iterator(), last, news);
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
    return last;
  }

  /** Tells what comes, until it is over or the line ends. */
  private ExperimentView follow(
      Iterator<String> lines,
      ExperimentView before,
      BiConsumer<EventStream.Event, ExperimentView> news)
      throws IOException {
    ExperimentView last = before;
    while (lines.hasNext() && !last.state().isOver()) {
      Optional<EventStream.Event> event = events.take(lines.next());
      if (event.isPresent()) {
        last = coordinator.current(id);
        news.accept(event.get(), last);
      }
    }
    return last;
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
