package org.psopruner.coordinator.experiment;

/** A message of an experiment that nobody asked for; the message is one line. */
public final class UnknownExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownExperimentException(String id) {
    super("no experiment is called " + id);
  }
}
