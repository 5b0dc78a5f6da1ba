package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A worker's loop in a thread of its own. */
final class LoopingWorker implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ParticleLoop loop;
  private final Thread thread;
  private volatile Optional<Throwable> end = Optional.empty();

  private LoopingWorker(Supplier<ParticleSource> open, ParticleWork work) {
    loop = new ParticleLoop(open, work, GRACE);
    thread = new Thread(loop, "looping-worker");
    thread.setUncaughtExceptionHandler((ended, thrown) -> end = Optional.of(thrown));
  }

  static LoopingWorker start(Supplier<ParticleSource> open, ParticleWork work) {
    LoopingWorker worker = new LoopingWorker(open, work);
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
