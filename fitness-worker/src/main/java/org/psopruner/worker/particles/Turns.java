package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is among the hands of a worker. One particle is worked on at a time. The next is
 * taken shortly before that one is done, so that the worker need not wait for the broker; and no
 * sooner, since another worker may be idle. Safe for use by several threads.
 */
public final class Turns {
  /** So long a broker may take to hand out a particle where the machine has much to do. */
  private static final long AHEAD = Duration.ofMillis(200).toNanos();

  /** Beside what takes longer, the broker's time does not count. */
  private static final long SHORT = Duration.ofSeconds(20).toNanos();

  private static final long LONG = Duration.ofDays(1).toNanos();

  private boolean isTaken;
  private boolean isWorking;
  private boolean areShort;
  private long workingSince;
  private long lookingSince;
  private long doneAt;
  private long pausedUntil = System.nanoTime();

  /**
   * Learns how far the evaluation is. It may be done sooner than this tells: a race may be lost.
   *
   * @param images how many were looked at, at least 0
   * @param of how many there are, at least as many
   */
  public synchronized void looked(int images, int of) {
    long now = System.nanoTime();
    if (images == 0) {
      lookingSince = now;
    } else {
      doneAt = now + (now - lookingSince) / images * (of - images);
      notifyAll();
    }
  }

  /**
   * Waits for the caller's turn to take a particle. It is no one else's until the particle {@link
   * #begin begins}, or the caller {@link #leave leaves}.
   *
   * @param longest at least zero
   * @return whether it is the caller's turn now
   */
  synchronized boolean await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      long now = System.nanoTime();
      long from = freeFrom(now);
      if (from <= now) {
        isTaken = true;
        return true;
      }
      if (end <= now) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(from, end) - now);
    }
  }

  private long freeFrom(long now) {
    if (isTaken) {
      return now + LONG;
    }
    return Math.max(pausedUntil, isWorking ? doneAt - AHEAD : now);
  }

  /**
   * Waits for work that is so short that taking the next particle ahead is worth a hand.
   *
   * @return whether there was some
   */
  synchronized boolean awaitShort(Duration longest) throws InterruptedException {
    if (!areShort) {
      TimeUnit.NANOSECONDS.timedWait(this, longest.toNanos());
    }
    return areShort;
  }

  /** The caller takes no particle after all. */
  synchronized void leave() {
    isTaken = false;
    notifyAll();
  }

  /** What was taken is worked on now, so another hand may take the next in time. */
  synchronized void begin() {
    isTaken = false;
    isWorking = true;
    workingSince = System.nanoTime();
    doneAt = workingSince + LONG;
    notifyAll();
  }

  /** What began is done. */
  synchronized void end() {
    isWorking = false;
    areShort |= System.nanoTime() - workingSince < SHORT;
    notifyAll();
  }

  /** It is no one's turn for a while. */
  synchronized void pause(Duration time) {
    pausedUntil = System.nanoTime() + time.toNanos();
  }
}
