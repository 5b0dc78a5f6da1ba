package org.psopruner.pruning.onnx;

/**
 * A file that this process cannot read now, whatever it holds: it is not there, its medium fails,
 * or there is not enough memory. Another process may read it, or this one later.
 */
public final class UnreadableOnnxException extends OnnxException {
  private static final long serialVersionUID = 1L;

  UnreadableOnnxException(String message) {
    super(message);
  }

  UnreadableOnnxException(String message, Throwable cause) {
    super(message, cause);
  }
}
