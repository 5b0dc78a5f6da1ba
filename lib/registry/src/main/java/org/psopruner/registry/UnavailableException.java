package org.psopruner.registry;

/** A registry is down, busy or not set up; the model is to be handed to it again. */
public final class UnavailableException extends RegistryException {
  private static final long serialVersionUID = 1;

  public UnavailableException(String message) {
    this(message, null);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
