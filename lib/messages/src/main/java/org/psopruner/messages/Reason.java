package org.psopruner.messages;

/** Why something failed, in one line of at most 1,000 characters. */
public final class Reason {
  private static final int LONGEST = 1_000;

  private Reason() {}

  /** What the error says, or at least its kind. */
  public static String of(Throwable error) {
    String reason =
        String.valueOf(error.getMessage())
            .lines()
            .filter(line -> error.getMessage() != null && !line.isBlank())
            .findFirst()
            .orElse(error.getClass().getSimpleName());
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
  }
}
