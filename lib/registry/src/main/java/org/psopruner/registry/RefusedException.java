package org.psopruner.registry;

/** A registry, or what is left of the model, does not let it be registered, however often. */
public final class RefusedException extends RegistryException {
  private static final long serialVersionUID = 1;

  public RefusedException(String message) {
    this(message, null);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
