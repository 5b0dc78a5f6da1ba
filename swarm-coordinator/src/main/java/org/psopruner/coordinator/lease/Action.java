package org.psopruner.coordinator.lease;

/** What is to be done for an evaluation whose score does not come. */
public sealed interface Action {
  String evaluationId();

  /**
   * To publish it again.
   *
   * @param leaseEnded whether those who have it are no longer counted on
   */
  record PublishAgain(String evaluationId, boolean leaseEnded) implements Action {}

  /**
   * To score it as failed.
   *
   * @param reason in one line
   */
  record GiveUp(String evaluationId, String reason) implements Action {}
}
