package org.psopruner.messages;

/**
 * The global best could not be retrained or exported.
 *
 * @param reason in one line
 */
public record RetrainingFailed(String experimentId, String reason) implements Message {
  public RetrainingFailed {
    Require.experimentId("experimentId", experimentId);
    Require.text("reason", reason);
  }
}
