package org.psopruner.engine.data;

/**
 * Data that cannot be used: the message is one line that names the file, what is wrong, what to do.
 */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
