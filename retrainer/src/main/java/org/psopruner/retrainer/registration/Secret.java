package org.psopruner.retrainer.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.messages.Reason;

/** What is set of a secret: itself, or a file that holds it. */
final class Secret {
  private Secret() {}

  /**
   * The secret; empty if none is set.
   *
   * @throws IllegalArgumentException in one line, if its file cannot be read
   */
  static Optional<String> of(Optional<String> value, Optional<Path> file) {
    return value.or(() -> file.map(Secret::read));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the secret in %s cannot be read: %s".formatted(file, Reason.of(e)), e);
    }
  }
}
