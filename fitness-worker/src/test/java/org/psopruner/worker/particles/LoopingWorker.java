package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** A worker's loop in a thread of its own. */
final class LoopingWorker implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ParticleLoop loop;
  private final Thread thread;
  private volatile Optional<Throwable> end = Optional.empty();

  private LoopingWorker(
      Supplier<ParticleSource> open, Function<Delivery, Settlement> work, int hands, Turns turns) {
    loop =
        new ParticleLoop(
            hand -> open.get(),
            particle -> CompletableFuture.completedFuture(work.apply(particle)),
            hands,
            turns,
            GRACE);
    thread = new Thread(loop, "looping-worker");
    thread.setUncaughtExceptionHandler((ended, thrown) -> end = Optional.of(thrown));
  }

  /** One with one hand. */
  static LoopingWorker start(Supplier<ParticleSource> open, Function<Delivery, Settlement> work) {
    return start(open, work, 1, new Turns());
  }

  /**
   * @param turns are told by the work how far it is
   */
  static LoopingWorker start(
      Supplier<ParticleSource> open, Function<Delivery, Settlement> work, int hands, Turns turns) {
    LoopingWorker worker = new LoopingWorker(open, work, hands, turns);
    worker.thread.start();
    return worker;
  }

  /** What ended the loop, once something has. */
  Optional<Throwable> end() {
    return end;
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted before the worker's end", e);
    }
  }
}
