package org.psopruner.messages;

/**
 * From here on, among the scores, a change of an experiment holds. What a change does depends on
 * which scores came before it, and those stand on another topic; so its place among them is written
 * down, and every reader, now or later, finds the same.
 *
 * @param request of an {@link ExperimentChanged} that was written before
 */
public record ChangePlaced(String experimentId, String request) implements Message {
  public ChangePlaced {
    Require.experimentId("experimentId", experimentId);
    Require.experimentId("request", request);
  }
}
