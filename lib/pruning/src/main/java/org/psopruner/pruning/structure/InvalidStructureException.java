package org.psopruner.pruning.structure;

/** A structure that cannot be, or is not one of the network; the message is one line. */
public final class InvalidStructureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidStructureException(String message) {
    super(message);
  }

  public InvalidStructureException(String message, Throwable cause) {
    super(message, cause);
  }
}
