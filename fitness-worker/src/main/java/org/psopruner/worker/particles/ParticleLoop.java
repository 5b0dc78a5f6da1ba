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
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Backoff;
import org.psopruner.messages.Reason;

/**
 * Takes particles one after the other. Each is worked on in a second thread, always the same, while
 * the first keeps it. Where the broker is gone, it is waited for.
 */
public final class ParticleLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(ParticleLoop.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** After a particle is given back: time for another worker to take it. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A worker that asks for nothing for longer than its broker's timeout counts as dead. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

  /** So long a connection must last to count. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  private final Supplier<ParticleSource> open;
  private final ParticleWork work;
  private final Duration grace;
  private final Outlook outlook = new Outlook();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile long stoppedAt;
  private boolean connected = true;
  private long lostAt;
  private final Backoff backoff = new Backoff(PAUSE, LONGEST_PAUSE);

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
   * @param grace how long a particle in hand may still take after {@link #stop}
   */
  public ParticleLoop(Supplier<ParticleSource> open, ParticleWork work, Duration grace) {
    this.open = open;
    this.work = work;
    this.grace = grace;
  }

  /**
   * Works until {@link #stop}.
   *
   * @throws Error what the work threw: the particle was given back, but this process is no place
   *     for it
   * @throws KafkaException if the source cannot be opened to begin with, or this worker may not use
   *     it
   */
  @Override
  public void run() {
    boolean opened = false;
    try {
      while (!pause(Duration.ZERO)) {
        try (ParticleSource source = open.get()) {
          opened = true;
          while (!pause(Duration.ZERO)) {
            source.take().ifPresent(particle -> workOn(particle, source));
            connected(source.isConnected(), "there is no connection to it");
          }
        } catch (KafkaException e) {
          if (!opened || isForEver(e)) {
            throw e;
          }
          connected(false, Reason.of(e));
          pause(PAUSE);
        }
      }
    } finally {
      worker.shutdown();
    }
  }

  /** Whether waiting will not help. */
  private static boolean isForEver(Throwable e) {
    return e != null
        && (e instanceof AuthorizationException
            || e instanceof AuthenticationException
            || e instanceof UnsupportedVersionException
            || isForEver(e.getCause()));
  }

  /** Says when that changes, and only then; a connection that comes and goes is none. */
  private void connected(boolean now, String reason) {
    long time = System.nanoTime();
    if (!now) {
      lostAt = time;
      if (connected) {
        LOG.warnf("The broker does not answer as it should (%s); waiting for it", reason);
      }
      connected = false;
    } else if (!connected && time - lostAt > STEADY.toNanos()) {
      LOG.info("The broker answers again");
      connected = true;
    }
  }

  /**
   * Makes the loop end soon, from any thread. The particle in hand is finished if the last ones
   * were so quick that this is likely within the grace, and else given back; then the thread that
   * works on it is left to end with the process.
   */
  public void stop() {
    stoppedAt = System.nanoTime();
    stopping.countDown();
  }

  private void workOn(Delivery particle, ParticleSource source) {
    long began = System.nanoTime();
    Future<Settlement> working = worker.submit(() -> work.workOn(particle));
    try {
      Optional<Settlement> settlement = await(working, source, began);
      if (settlement.isEmpty()) {
        giveBack(particle, source, Optional.empty());
        return;
      }
      outlook.add(Duration.ofNanos(System.nanoTime() - began));
      source.settle(settlement.get());
      if (settlement.get() == Settlement.GIVEN_BACK) {
        leaveToOthers();
      } else {
        backoff.reset();
      }
    } catch (ExecutionException e) {
      String reason = Reason.of(e.getCause());
      giveBack(particle, source, Optional.of(reason));
      if (e.getCause() instanceof Error broken) {
        throw broken;
      }
      LOG.warnf(e.getCause(), "A particle was given back: %s", reason);
      leaveToOthers();
    }
  }

  /**
   * Takes nothing for a while, twice as long after each further fault: where the fault is this
   * worker's own, it would use up the attempts of all candidates otherwise.
   */
  private void leaveToOthers() {
    pause(backoff.next());
  }

  private void giveBack(Delivery particle, ParticleSource source, Optional<String> fault) {
    try {
      work.handBack(particle, fault);
    } finally {
      source.settle(Settlement.GIVEN_BACK);
    }
  }

  /**
   * What becomes of the particle; empty if it is to be given back since the loop is to end. Where
   * the source fails meanwhile, the work is finished first.
   */
  private Optional<Settlement> await(Future<Settlement> working, ParticleSource source, long began)
      throws ExecutionException {
    Optional<KafkaException> failure = Optional.empty();
    while (!mustGiveBack(began)) {
      try {
        Settlement settlement = working.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (failure.isPresent()) {
          throw failure.get();
        }
        return Optional.of(settlement);
      } catch (TimeoutException notYet) {
        if (failure.isEmpty()) {
          failure = keep(source);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<KafkaException> keep(ParticleSource source) {
    try {
      source.keep();
      return Optional.empty();
    } catch (KafkaException e) {
      return Optional.of(e);
    }
  }

  private boolean mustGiveBack(long began) {
    if (stopping.getCount() > 0) {
      return false;
    }
    long now = System.nanoTime();
    Duration left = grace.minus(Duration.ofNanos(now - stoppedAt));
    return left.isNegative() || !outlook.isDoneWithin(Duration.ofNanos(now - began), left);
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
