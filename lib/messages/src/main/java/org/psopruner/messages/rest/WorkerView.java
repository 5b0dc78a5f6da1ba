package org.psopruner.messages.rest;

import java.time.Instant;
import java.util.Optional;

/**
 * What a worker did for an experiment, and does.
 *
 * @param worker the name that its scores carry
 * @param evaluations that it scored, those that ended early or failed included
 * @param failed of these, the ones that could not be evaluated
 * @param meanMillis mean wall time of an evaluation; 0 before the first
 * @param lastHeard when it last took, scored or handed back a candidate, of this experiment or
 *     another; empty if that was too long ago to be known
 * @param evaluating what it has in hand of this experiment; empty if nothing is known
 */
public record WorkerView(
    String worker,
    int evaluations,
    int failed,
    double meanMillis,
    Optional<Instant> lastHeard,
    Optional<Evaluating> evaluating) {
  /**
   * An evaluation that is going on.
   *
   * @param since when the worker took it
   * @param attempt from 1: how often a worker got that record
   */
  public record Evaluating(String evaluationId, Instant since, int attempt) {}
}
