package org.psopruner.pruning.onnx;

/** A file that cannot be read or written as ONNX: its message is one line for the user. */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OnnxException(String message) {
    this(message, null);
  }

  /**
   * @param message may quote names from a file: control characters in it are replaced
   * @param cause null if there is none
   */
  public OnnxException(String message, Throwable cause) {
    super(message.replaceAll("\\p{Cntrl}+", " "), cause);
  }
}
