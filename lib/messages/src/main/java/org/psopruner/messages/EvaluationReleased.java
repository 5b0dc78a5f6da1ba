package org.psopruner.messages;

import java.util.Optional;

/**
 * A worker handed a candidate back that it had taken: another one is to have it.
 *
 * @param worker as it said when it took it
 * @param partition where on the particles' topic the record lies, at least 0
 * @param offset of the record in the partition, at least 0
 * @param fault why this worker cannot evaluate it, in one line; empty if it is only about to end
 */
public record EvaluationReleased(
    String experimentId,
    String evaluationId,
    String worker,
    int partition,
    long offset,
    Optional<String> fault)
    implements Message {
  public EvaluationReleased {
    Require.experimentId("experimentId", experimentId);
    Require.sha256("evaluationId", evaluationId);
    Require.text("worker", worker);
    Require.atLeast(0, "partition", partition);
    Require.atLeast(0, "offset", offset);
    Require.present("fault", fault);
    fault.ifPresent(reason -> Require.text("fault", reason));
  }
}
