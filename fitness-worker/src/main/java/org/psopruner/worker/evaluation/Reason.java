package org.psopruner.worker.evaluation;

/** Why something failed, in one line. */
public final class Reason {
  private Reason() {}

  /** What the error says, or at least its kind. */
  public static String of(Throwable error) {
    return String.valueOf(error.getMessage())
        .lines()
        .filter(line -> error.getMessage() != null && !line.isBlank())
        .findFirst()
        .orElse(error.getClass().getSimpleName());
  }
}
