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
   * Looks whether it can be written, without touching anything: for what takes long before it is.
   *
   * @param read files that the command reads, none of which it may be
   * @throws BadInputException if it cannot be written, or is one of those
   */
  public void requireUsable(Path... read) {
    requireNoFolder();
    if (!Files.isDirectory(folder())) {
      throw new BadInputException(
          "%s is %s, but there is no folder %s; make it, or give another file"
              .formatted(option, path, folder()));
    }
    if (!Files.isWritable(folder())) {
      throw new BadInputException(
          "%s is %s, which cannot be written (access is denied); give another file"
              .formatted(option, path));
    }
    for (Path file : read) {
      if (isSame(file)) {
        throw new BadInputException(
            "%s is %s, which is read as well; give another file".formatted(option, path));
      }
    }
  }

  private boolean isSame(Path file) {
    try {
      return Files.isSameFile(path, file);
    } catch (IOException e) {
      return false; // one of them is not there
    }
  }

  private Path folder() {
    return path.toAbsolutePath().normalize().getParent();
  }

  private void requireNoFolder() {
    if (Files.isDirectory(path)) {
      throw new BadInputException(
          "%s is %s, which is a folder; give a file".formatted(option, path));
    }
  }

  /**
   * Writes it, in place of what is there. A file that is there is whole: it is written beside its
   * place and moved.
   *
   * @throws BadInputException if it cannot be written
   */
  public void write(byte[] bytes) {
    requireNoFolder();
    try {
      // No temporary file of the JDK's, which nobody else may read: services read these.
      Path draft = folder().resolve(".draft-" + UUID.randomUUID());
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
