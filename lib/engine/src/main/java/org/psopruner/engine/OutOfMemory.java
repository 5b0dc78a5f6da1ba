package org.psopruner.engine;

import java.util.Locale;
import java.util.Set;

/** A process whose memory does not do, on the Java heap or beside it, is no place for a network. */
public final class OutOfMemory {
  /** How a process ends that has not enough, as the Java platform itself does. */
  public static final int EXIT_CODE = 3;

  /** What native libraries say of it: C++, oneDNN, ONNX Runtime, the system's calls. */
  private static final Set<String> SIGNS =
      Set.of("bad_alloc", "out of memory", "cannot allocate memory", "failed to allocate memory");

  private OutOfMemory() {}

  /**
   * Throws an {@link OutOfMemoryError} if that, or what a native library throws in its place, is
   * what lies behind a failure. It says nothing about the network then, which may do well in
   * another process.
   */
  public static void rethrow(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError found) {
        throw found;
      }
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (SIGNS.stream().anyMatch(message::contains)) {
        OutOfMemoryError error = new OutOfMemoryError(cause.getMessage());
        error.initCause(failure);
        throw error;
      }
    }
  }
}
