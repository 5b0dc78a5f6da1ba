package org.psopruner.coordinator.log;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What did not go as it should, as far as this coordinator had to do something about it since it
 * started. Any thread may look.
 */
public final class Mishaps {
  private final AtomicLong publishedAgain = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();

  /** Candidates that were published again, since their score did not come. */
  public long publishedAgain() {
    return publishedAgain.get();
  }

  /** Evaluations that were scored as failed, since no worker gave them a score. */
  public long givenUp() {
    return givenUp.get();
  }

  /** Records that were refused, and whose letters this coordinator wrote. */
  public long deadLetters() {
    return deadLetters.get();
  }

  void candidateIsOutAgain() {
    publishedAgain.incrementAndGet();
  }

  void candidateIsGivenUp() {
    givenUp.incrementAndGet();
  }

  void letterIsOut() {
    deadLetters.incrementAndGet();
  }
}
