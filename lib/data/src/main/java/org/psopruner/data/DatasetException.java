package org.psopruner.data;

/**
 * Data that cannot be used: the message is one line of at most 1,000 characters that names the
 * file, what is wrong, what to do.
 */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1_000;

  public DatasetException(String message) {
    this(message, null);
  }

  /**
   * @param message may quote files' names: control characters in them are replaced, and what is too
   *     long is cut off
   * @param cause null if there is none
   */
  public DatasetException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    String line = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    return line.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
  }
}
