package org.psopruner.coordinator.search;

/** An experiment that cannot be searched; the message is the reason, in one line. */
public final class UnusableExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableExperimentException(String message) {
    super(message);
  }

  public UnusableExperimentException(String message, Throwable cause) {
    super(message, cause);
  }
}
