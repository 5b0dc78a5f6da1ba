package org.psopruner.coordinator.experiment;

/**
 * Why a change of an experiment is not made.
 *
 * @param reason in one line
 */
public record Refusal(Kind kind, String reason) {
  /** What is in its way. */
  public enum Kind {
    /** There is no such experiment, or no longer. */
    UNKNOWN,
    /** Somebody else has changed it. */
    STALE,
    /** It is in a state in which that cannot be done. */
    IMPOSSIBLE
  }
}
