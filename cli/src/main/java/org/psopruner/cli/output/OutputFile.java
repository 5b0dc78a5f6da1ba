package org.psopruner.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;

/**
 * A single file that a command writes.
 *
 * @param option that names it
 * @param path where it goes
 */
public record OutputFile(String option, Path path) {
  /**
   * Writes it, in place of what is there. A file that is there is whole: it is written beside its
   * place and moved.
   *
   * @throws BadInputException if it cannot be written
   */
  public void write(byte[] bytes) {
    if (Files.isDirectory(path)) {
      throw new BadInputException(
          "%s is %s, which is a folder; give a file".formatted(option, path));
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    try {
      // No temporary file of the JDK's, which nobody else may read: services read these.
      Path draft = folder.resolve(".draft-" + UUID.randomUUID());
      try {
        Files.write(draft, bytes);
        Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new BadInputException(
          "%s is %s, which cannot be written (%s); give another file"
              .formatted(option, path, Reason.of(e)),
          e);
    }
  }
}
