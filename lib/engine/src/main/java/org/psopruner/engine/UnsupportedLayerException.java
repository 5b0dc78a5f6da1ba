package org.psopruner.engine;

/** A layer that an engine cannot run; the message names the layer and the engine. */
public final class UnsupportedLayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnsupportedLayerException(String message) {
    super(message);
  }
}
