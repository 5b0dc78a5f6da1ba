package org.psopruner.registry;

/** A model is not in a registry; the message says why in one line, and holds no secret. */
public abstract sealed class RegistryException extends RuntimeException
    permits UnavailableException, RefusedException {
  private static final long serialVersionUID = 1;

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
