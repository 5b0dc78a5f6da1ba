package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.psopruner.worker.evaluation.Reason;

/**
 * Takes particles one after the other. Each is worked on in a second thread, always the same, while
 * the first keeps it.
 */
public final class ParticleLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(ParticleLoop.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** After a particle is given back: time for another worker to take it. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Supplier<ParticleSource> open;
  private final Function<Delivery, Settlement> work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "evaluation");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param open opens the source; called by the thread that runs the loop
   * @param work what is done with a particle; what it throws makes it be given back
   */
  public ParticleLoop(Supplier<ParticleSource> open, Function<Delivery, Settlement> work) {
    this.open = open;
    this.work = work;
  }

  /**
   * Works until {@link #stop}.
   *
   * @throws Error what the work threw: the particle was given back, but this process is no place
   *     for it
   * @throws org.apache.kafka.common.KafkaException if the source cannot go on
   */
  @Override
  public void run() {
    try (ParticleSource source = open.get()) {
      while (!pause(Duration.ZERO)) {
        source.take().ifPresent(particle -> workOn(particle, source));
      }
    } finally {
      worker.shutdown();
    }
  }

  /**
   * Makes the loop end soon, from any thread. The particle in hand is given back; the thread that
   * works on it is left to end with the process.
   */
  public void stop() {
    stopping.countDown();
  }

  private void workOn(Delivery particle, ParticleSource source) {
    Future<Settlement> working = worker.submit(() -> work.apply(particle));
    try {
      Optional<Settlement> settlement = await(working, source);
      source.settle(settlement.orElse(Settlement.GIVEN_BACK));
      if (settlement.equals(Optional.of(Settlement.GIVEN_BACK))) {
        pause(PAUSE);
      }
    } catch (ExecutionException e) {
      source.settle(Settlement.GIVEN_BACK);
      if (e.getCause() instanceof Error broken) {
        throw broken;
      }
      LOG.warnf(e.getCause(), "A particle was given back: %s", Reason.of(e.getCause()));
      pause(PAUSE);
    }
  }

  /** What becomes of the particle; empty if the loop is to end before that is known. */
  private Optional<Settlement> await(Future<Settlement> working, ParticleSource source)
      throws ExecutionException {
    while (!pause(Duration.ZERO)) {
      try {
        return Optional.of(working.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException notYet) {
        source.keep();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Waits; true as soon as the loop is to end. */
  private boolean pause(Duration time) {
    try {
      return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
