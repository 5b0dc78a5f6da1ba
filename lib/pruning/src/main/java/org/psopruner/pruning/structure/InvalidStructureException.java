package org.psopruner.pruning.structure;

/**
 * A structure that cannot be, or is not one of the network; the message is one line of at most
 * 1,000 characters.
 */
public final class InvalidStructureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1_000;

  public InvalidStructureException(String message) {
    this(message, null);
  }

  /**
   * @param message may quote names from a file: control characters in them are replaced, and what
   *     is too long is cut off
   * @param cause null if there is none
   */
  public InvalidStructureException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    String line = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    return line.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
  }
}
