package org.psopruner.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether what is being worked on goes on: an engine beats after each mini-batch. To be looked at
 * from any thread.
 */
public final class Pulse {
  private final LongSupplier nanos;
  private volatile boolean working;
  private volatile long last;

  public Pulse() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  Pulse(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Something has moved. */
  public void beat() {
    last = nanos.getAsLong();
  }

  /** Works, which is to beat; begins with a beat. */
  public <T> T during(Supplier<T> work) {
    beat();
    working = true;
    try {
      return work.get();
    } finally {
      working = false;
    }
  }

  /** Since when nothing has moved; zero if nothing is being worked on. */
  public Duration silence() {
    return working ? Duration.ofNanos(nanos.getAsLong() - last) : Duration.ZERO;
  }
}
