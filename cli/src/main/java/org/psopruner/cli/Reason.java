package org.psopruner.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why something could not be read, written or reached, in words. */
public final class Reason {
  private Reason() {}

  public static String of(IOException e) {
    if (e instanceof ConnectException) {
      return "nothing listens there";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    return Optional.ofNullable(e.getMessage()).orElse("input or output failed");
  }
}
