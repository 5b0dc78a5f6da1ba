package org.psopruner.pruning.network;

/** A network that cannot be: its message is one line that names the layer and what is wrong. */
public final class InvalidNetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidNetworkException(String message) {
    super(message);
  }
}
