package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Backoff;
import org.psopruner.messages.Reason;

/**
 * Takes particles one after the other. All are worked on in one thread, always the same; a hand, a
 * thread of its own, takes one and keeps it meanwhile. With a second hand the next particle is
 * there when the one before is done, and what that came to is published while the next is worked
 * on. Where the broker is gone, it is waited for.
 */
public final class ParticleLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(ParticleLoop.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String FULL =
      "its share group takes no more members; raise group.share.max.size to twice as many as there"
          + " are workers";

  /** After a particle is given back: time for another worker to take it. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A worker that asks for nothing for longer than its broker's timeout counts as dead. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

  private final IntFunction<ParticleSource> open;
  private final ParticleWork work;
  private final int hands;
  private final Turns turns;
  private final Duration grace;
  private final Outlook outlook = new Outlook();
  private final BrokerWatch broker = new BrokerWatch();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile long stoppedAt;
  private volatile boolean wasOpened;
  private volatile Error broken;
  private final Backoff backoff = new Backoff(PAUSE, LONGEST_PAUSE);
  private final ExecutorService worker = Executors.newSingleThreadExecutor(daemon("evaluation"));

  /**
   * @param open opens the source of a hand, which is numbered from 0; called by the thread that
   *     uses the source
   * @param work what is done with a particle; what it throws makes it be given back
   * @param hands how many particles are held at most, one of which is worked on; at least 1
   * @param turns when the next one is taken; of use to this loop alone
   * @param grace how long a particle in hand may still take after {@link #stop}
   */
  public ParticleLoop(
      IntFunction<ParticleSource> open, ParticleWork work, int hands, Turns turns, Duration grace) {
    this.open = open;
    this.work = work;
    this.hands = hands;
    this.turns = turns;
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
    ExecutorService threads = Executors.newFixedThreadPool(hands, daemon("hand"));
    try {
      CompletableFuture.allOf(
              IntStream.range(0, hands)
                  .mapToObj(number -> CompletableFuture.runAsync(new Hand(number), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (broken == null) {
        throw (RuntimeException) e.getCause(); // nothing else is thrown by a hand
      }
    } finally {
      threads.shutdown();
      worker.shutdown();
    }
    if (broken != null) {
      throw broken;
    }
  }

  /**
   * Makes the loop end soon, from any thread. The particle that is worked on is finished if the
   * last ones were so quick that this is likely within the grace, and else given back; then the
   * thread that works on it is left to end with the process. One that waits is given back.
   */
  public synchronized void stop() {
    if (!isStopping()) {
      stoppedAt = System.nanoTime();
      stopping.countDown();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /**
   * After a fault no turn begins for a while, twice as long after each further one: where the fault
   * is this worker's own, it would use up the attempts of all candidates otherwise. What was taken
   * ahead is worked on nevertheless.
   */
  private synchronized void learn(Settlement settlement, Throwable failure) {
    Throwable fault =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (fault instanceof Error error) {
      broken = error; // nothing begins any more; who has the particle gives it back and stops
    } else if (fault != null || settlement == Settlement.GIVEN_BACK) {
      turns.pause(backoff.next());
    } else {
      backoff.reset();
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

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Takes particles and keeps them while they are worked on, one at a time. */
  private final class Hand implements Runnable {
    private final int number;

    Hand(int number) {
      this.number = number;
    }

    @Override
    public void run() {
      try {
        if (number == 0 || isNeeded()) {
          takeAll();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        stop(); // the other hands, too
        throw e;
      }
    }

    private boolean isNeeded() throws InterruptedException {
      while (!isStopping()) {
        if (turns.awaitShort(LOOK)) {
          return true;
        }
      }
      return false;
    }

    private void takeAll() throws InterruptedException {
      while (!isStopping()) {
        try (ParticleSource source = open.apply(number)) {
          wasOpened = true;
          while (!isStopping()) {
            workOnNext(source);
          }
        } catch (KafkaException e) {
          if (!wasOpened || isForEver(e)) {
            throw e;
          }
          boolean isFull = e instanceof GroupMaxSizeReachedException;
          if (isFull && number > 0) {
            LOG.warnf("This worker takes no particle ahead: %s", FULL);
            return;
          }
          broker.lost(isFull ? FULL : Reason.of(e));
          stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }

    private void workOnNext(ParticleSource source) throws InterruptedException {
      if (!turns.await(Duration.ZERO)) {
        source.rest();
        if (!turns.await(LOOK)) {
          return;
        }
      }
      Optional<Delivery> taken = takeOne(source);
      if (taken.isPresent()) {
        workOn(new Job(taken.get()), source);
      }
    }

    /** Asks until there is one: the broker may be about to hand it to this hand. */
    private Optional<Delivery> takeOne(ParticleSource source) {
      boolean isWorking = false;
      try {
        while (!isStopping()) {
          Optional<Delivery> taken = source.take();
          watch(source);
          if (taken.isPresent()) {
            isWorking = true;
            return taken;
          }
        }
        return Optional.empty();
      } finally {
        if (!isWorking) {
          turns.leave();
        }
      }
    }

    private void watch(ParticleSource source) {
      if (source.isConnected()) {
        broker.found();
      } else {
        broker.lost("there is no connection to it");
      }
    }

    private void workOn(Job job, ParticleSource source) throws InterruptedException {
      try {
        Optional<Settlement> settlement = await(job, source);
        if (settlement.isEmpty()) {
          giveBack(job, source, Optional.empty());
          return;
        }
        outlook.add(job.worked());
        source.settle(settlement.get());
      } catch (ExecutionException e) {
        String reason = Reason.of(e.getCause());
        boolean isBroken = e.getCause() instanceof Error;
        try {
          giveBack(job, source, Optional.of(reason));
        } finally {
          if (isBroken) {
            stop();
          }
        }
        if (!isBroken) {
          LOG.warnf("A particle was given back: %s", reason);
          LOG.debug("Why it was given back", e.getCause());
        }
      }
    }

    private void giveBack(Job job, ParticleSource source, Optional<String> fault) {
      try {
        if (job.hasBegun()) {
          work.handBack(job.particle, fault);
        }
      } finally {
        source.settle(Settlement.GIVEN_BACK);
      }
    }

    /**
     * What becomes of the particle; empty if it is to be given back since the loop is to end. Where
     * the source fails meanwhile, the work is finished first.
     */
    private Optional<Settlement> await(Job job, ParticleSource source)
        throws ExecutionException, InterruptedException {
      Optional<KafkaException> failure = Optional.empty();
      while (!mustGiveBack(job)) {
        try {
          Settlement settlement = job.working.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          if (failure.isPresent()) {
            throw failure.get();
          }
          return Optional.of(settlement);
        } catch (TimeoutException notYet) {
          Optional<KafkaException> again = keep(source); // to stay a member, where it can
          failure = failure.isPresent() ? failure : again;
        }
      }
      return Optional.empty();
    }

    private Optional<KafkaException> keep(ParticleSource source) {
      try {
        source.keep();
        return Optional.empty();
      } catch (KafkaException e) {
        return Optional.of(e);
      }
    }

    private boolean mustGiveBack(Job job) {
      if (!isStopping() || job.working.isDone()) {
        return false;
      }
      if (job.withdraw()) {
        return true;
      }
      Duration left = grace.minus(Duration.ofNanos(System.nanoTime() - stoppedAt));
      return left.isNegative() || !outlook.isDoneWithin(job.worked(), left);
    }
  }

  /**
   * A particle in hand: it begins when the one before is done, unless it is withdrawn till then.
   */
  private final class Job {
    private final Delivery particle;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITS);
    private final CompletableFuture<Settlement> working;
    private volatile long began = System.nanoTime();

    Job(Delivery particle) {
      this.particle = particle;
      this.working =
          CompletableFuture.completedFuture(particle).thenComposeAsync(this::begin, worker);
    }

    private CompletableFuture<Settlement> begin(Delivery delivery) {
      if (broken != null || isStopping() || !state.compareAndSet(State.WAITS, State.BEGAN)) {
        return new CompletableFuture<>(); // its hand gives it back, and waits no longer
      }
      began = System.nanoTime();
      turns.begin();
      try {
        // Learnt before the turn ends, lest the other hand take one after a fault.
        return outcome(delivery).whenComplete(ParticleLoop.this::learn);
      } finally {
        turns.end();
      }
    }

    private CompletableFuture<Settlement> outcome(Delivery delivery) {
      try {
        return work.workOn(delivery);
      } catch (RuntimeException | Error e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    /** For how long it was worked on. */
    Duration worked() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    boolean hasBegun() {
      return state.get() == State.BEGAN;
    }

    /** Whether it has not begun, and will not. */
    boolean withdraw() {
      return state.compareAndSet(State.WAITS, State.WITHDRAWN);
    }
  }

  private enum State {
    WAITS,
    BEGAN,
    WITHDRAWN
  }
}
