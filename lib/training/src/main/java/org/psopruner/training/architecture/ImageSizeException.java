package org.psopruner.training.architecture;

/** Images that an architecture cannot take; the message is one line. */
public final class ImageSizeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ImageSizeException(String message) {
    super(message);
  }
}
