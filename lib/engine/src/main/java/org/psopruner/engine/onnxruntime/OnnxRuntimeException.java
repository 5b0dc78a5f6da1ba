package org.psopruner.engine.onnxruntime;

/** A file that ONNX Runtime cannot load or run; the message is one line that names the file. */
public final class OnnxRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OnnxRuntimeException(String message) {
    super(message);
  }

  public OnnxRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
