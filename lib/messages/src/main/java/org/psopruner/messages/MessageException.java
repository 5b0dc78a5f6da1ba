package org.psopruner.messages;

/** Bytes that are no message: its message is the reason, in one line. */
public final class MessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MessageException(String message) {
    super(message);
  }

  public MessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
