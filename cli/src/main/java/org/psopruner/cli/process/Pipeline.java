package org.psopruner.cli.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.psopruner.cli.RunFailedException;

/**
 * The broker, the coordinator, the workers and, if any, the retrainer of a run, each a process of
 * its own. {@link #close()} ends them all, from any thread; what other threads then call ends with
 * a {@link CancellationException}.
 */
public final class Pipeline implements AutoCloseable {
  /** On a machine that has other things to do as well, all at once take long to start. */
  static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONG_LIFE = Duration.ofSeconds(30);
  private static final Duration WHOLE_RUN = Duration.ofDays(10_000);
  private static final int WORKER_DEATHS = 4;
  private static final int OTHER_DEATHS = 2;

  private final Consumer<String> say;
  private final InstantSource clock;
  private final Children children;
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  /**
   * @param say takes one line for the user
   */
  public Pipeline(PipelineSettings settings, Consumer<String> say, InstantSource clock) {
    this.say = say;
    this.clock = clock;
    this.children = Children.of(settings);
  }

  /**
   * Starts all of them and waits until each can work.
   *
   * @throws RunFailedException if one cannot; the others are left as they are
   */
  public void start() {
    children.broker().ifPresent(broker -> launch(broker, OTHER_DEATHS, WHOLE_RUN));
    children.others().forEach(service -> launch(service, OTHER_DEATHS, WHOLE_RUN));
    children.workers().forEach(worker -> launch(worker, WORKER_DEATHS, LONG_LIFE));
    children.services().forEach(this::awaitReady);
  }

  private void launch(Child child, int deathsInARow, Duration longLife) {
    Watch watch = new Watch(child, deathsInARow, longLife, clock);
    watches.add(watch);
    start(watch);
  }

  /** Under the lock, so that nothing starts behind the back of {@link #close()}. */
  private synchronized void start(Watch watch) {
    requireOpen();
    try {
      watch.start();
    } catch (RunFailedException e) {
      // Ctrl-C reaches the broker, too, while it starts.
      pause(POLL);
      throw e;
    }
  }

  private void awaitReady(ServiceProcess service) {
    Instant deadline = clock.instant().plus(START_TIMEOUT);
    while (!service.isReady(client)) {
      if (clock.instant().isAfter(deadline)) {
        throw new RunFailedException(
            "the %s was not ready within %d s; see %s"
                .formatted(service.name(), START_TIMEOUT.toSeconds(), service.log()));
      }
      tend();
      pause(POLL);
    }
  }

  /** Where the coordinator's REST API is. */
  public URI coordinator() {
    return children.coordinator().uri();
  }

  /**
   * Starts again what has died.
   *
   * @throws RunFailedException if a child dies too often
   */
  public void tend() {
    for (Watch watch : watches) {
      if (!watch.child().isAlive()) {
        // Ctrl-C reaches the children of a terminal, too: then we are about to be closed.
        pause(POLL);
        watch.died();
        say.accept(
            "%s ended (%s); starting it again"
                .formatted(watch.child().name(), watch.child().ending()));
        start(watch);
      }
    }
  }

  /** Waits, but not longer than until {@link #close()} is called. */
  public void pause(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    requireOpen();
  }

  private void requireOpen() {
    if (closing.getCount() == 0) {
      throw new CancellationException("the run is being ended");
    }
  }

  /** Ends the workers: what comes after the search needs the machine. */
  public void stopWorkers() {
    watches.removeIf(watch -> children.workers().contains(watch.child()));
    stop(children.workers());
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      stop(children.services());
      children.broker().ifPresent(Child::stop);
    }
  }

  private static void stop(List<? extends Child> ending) {
    ending.forEach(Child::terminate);
    ending.forEach(Child::stop);
  }
}
