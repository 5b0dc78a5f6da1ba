package org.psopruner.coordinator.search;

/** A score that nobody asked for; the message is one line. */
public final class UnknownEvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownEvaluationException(String message) {
    super(message);
  }
}
