package org.psopruner.messages;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that every service can read, with what it must hold.
 *
 * @param uri where it is: a {@code file:} URI of an absolute path; no other scheme and no host is
 *     read
 * @param sha256 of its bytes, or, for a dataset, of its content as the dataset reader defines it
 */
public record FileReference(URI uri, String sha256) {
  public FileReference {
    Require.fileUri("uri", uri);
    Require.sha256("sha256", sha256);
  }

  /**
   * A reference to a file as it is now.
   *
   * @throws UnreadableFileException if it cannot be read
   */
  public static FileReference of(Path file) {
    return new FileReference(file.toAbsolutePath().normalize().toUri(), sha256Of(file));
  }

  /** Where it is. */
  public Path path() {
    return Path.of(uri);
  }

  /**
   * Where it is, after its bytes were found to have the SHA-256. For files; what a dataset's hash
   * covers, its reader defines.
   *
   * @throws UnreadableFileException if it is missing, cannot be read or holds something else
   */
  public Path verified() {
    Path file = path();
    requireSame(sha256Of(file));
    return file;
  }

  /**
   * Makes sure that what was read is what was meant, even where the file changed after it was found
   * to be {@link #verified}.
   *
   * @param found the SHA-256 of the bytes that were read
   * @throws UnreadableFileException if it is another
   */
  public void requireSame(String found) {
    if (!found.equals(sha256)) {
      throw new UnreadableFileException(
          "%s has the SHA-256 %s, not %s: it was changed or is another file"
              .formatted(path(), found, sha256));
    }
  }

  private static String sha256Of(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UnreadableFileException(file + " is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    } catch (NoSuchFileException e) {
      throw new UnreadableFileException(file + " is not there", e);
    } catch (IOException e) {
      throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
