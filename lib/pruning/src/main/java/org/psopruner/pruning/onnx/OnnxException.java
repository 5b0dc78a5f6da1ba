package org.psopruner.pruning.onnx;

/**
 * A file that cannot be read or written as ONNX: its message is one line for the user, of at most
 * 1,000 characters.
 */
public class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1_000;

  public OnnxException(String message) {
    this(message, null);
  }

  /**
   * @param message may quote names from a file: control characters in it are replaced, and what is
   *     too long is cut off
   * @param cause null if there is none
   */
  public OnnxException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    String line = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    return line.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
  }
}
