package org.psopruner.cli.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Duration again;
  private final EventStream events = new EventStream();

  Listening(RemoteCoordinator coordinator, String id) {
    this(coordinator, id, AGAIN);
  }

  /**
   * @param again how long to wait before a coordinator that did not answer is asked once more
   */
  Listening(RemoteCoordinator coordinator, String id, Duration again) {
    this.coordinator = coordinator;
    this.id = id;
    this.again = again;
  }

  /**
   * Listens.
   *
   * @param news takes each event, with the experiment as it stands after it; once more if it throws
   *     an {@link UncheckedIOException}
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
        pause(++failures, e);
      }
    }
    return last;
  }

  /**
   * Asks a coordinator that is {@link RemoteCoordinator#waitedFor()} until it answers.
   *
   * @throws RunFailedException if it does not come back
   */
  void insist(Runnable asking) {
    int failures = 0;
    while (true) {
      try {
        asking.run();
        return;
      } catch (UncheckedIOException e) {
        pause(++failures, e);
      }
    }
  }

  /** Tells what comes, until it is over or the line ends. */
  private ExperimentView follow(
      Iterator<String> lines,
      ExperimentView before,
      BiConsumer<EventStream.Event, ExperimentView> news) {
    AtomicReference<ExperimentView> last = new AtomicReference<>(before);
    while (lines.hasNext() && !last.get().state().isOver()) {
      // Asked until it answers, here: once the experiment is over, there may be no other event.
      events
          .take(lines.next())
          .ifPresent(
              event ->
                  insist(
                      () -> {
                        last.set(coordinator.waitedFor().experiment(id));
                        news.accept(event, last.get());
                      }));
    }
    return last.get();
  }

  private void pause(int failures, Exception e) {
    if (failures > ATTEMPTS) {
      throw new RunFailedException(
          "the coordinator has not answered for %d s"
              .formatted(again.multipliedBy(ATTEMPTS).toSeconds()),
          e);
    }
    try {
      Thread.sleep(again.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while the coordinator was waited for", interrupted);
    }
  }
}
