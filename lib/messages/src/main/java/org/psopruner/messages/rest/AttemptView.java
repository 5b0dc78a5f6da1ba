package org.psopruner.messages.rest;

import java.time.Instant;
import java.util.Optional;

/**
 * That a worker had a candidate in hand, from when to when, and what came of it.
 *
 * @param iteration of the particle that asked first, from 0; empty while it is not known, as is
 *     {@code particle}
 * @param end empty while it goes on
 * @param attempt from 1: how often a worker got that record; empty if only the score is known of it
 * @param redelivered whether somebody had had this evaluation before
 * @param reason why it failed, or was handed back; empty if there is none
 */
public record AttemptView(
    String evaluationId,
    String worker,
    Optional<Integer> iteration,
    Optional<Integer> particle,
    Instant start,
    Optional<Instant> end,
    Optional<Integer> attempt,
    boolean redelivered,
    Outcome outcome,
    Optional<String> reason) {
  /** What came of it. */
  public enum Outcome {
    /** It goes on. */
    RUNNING,
    /** It was evaluated on all validation images. */
    EVALUATED,
    /** It ended early, since it could no longer be better than its particle's personal best. */
    OUTRUN,
    /** It cannot be evaluated. */
    FAILED,
    /** The worker gave it back: it was about to end, or at fault. */
    HANDED_BACK,
    /** The worker did not answer; another one got it. */
    LOST
  }
}
