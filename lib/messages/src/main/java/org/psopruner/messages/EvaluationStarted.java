package org.psopruner.messages;

/**
 * A worker took a candidate, and begins to evaluate it.
 *
 * @param worker the name that its scores carry
 * @param attempt from 1: how often the broker handed out this record, this time included
 * @param partition where on the particles' topic the record lies, at least 0
 * @param offset of the record in the partition, at least 0
 */
public record EvaluationStarted(
    String experimentId,
    String evaluationId,
    String worker,
    int attempt,
    int partition,
    long offset)
    implements Message {
  public EvaluationStarted {
    Require.experimentId("experimentId", experimentId);
    Require.sha256("evaluationId", evaluationId);
    Require.text("worker", worker);
    Require.atLeast(1, "attempt", attempt);
    Require.atLeast(0, "partition", partition);
    Require.atLeast(0, "offset", offset);
  }
}
