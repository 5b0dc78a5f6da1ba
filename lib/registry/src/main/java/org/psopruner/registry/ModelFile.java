package org.psopruner.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.UnreadableFileException;

/**
 * A file of a model, whose bytes were found to be what they should be.
 *
 * @param name without a folder
 * @param sha256 of its bytes
 * @param bytes its length
 */
public record ModelFile(String name, Path path, String sha256, long bytes) {
  /** By the ending of a name; ONNX has no registered type. */
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "onnx", "application/vnd.onnx",
          "json", "application/json",
          "md", "text/markdown",
          "yaml", "application/yaml");

  /**
   * A file that is read through once.
   *
   * @throws RefusedException if it is missing or holds something else
   */
  static ModelFile of(FileReference file) {
    try {
      Path path = file.verified();
      return new ModelFile(path.getFileName().toString(), path, file.sha256(), Files.size(path));
    } catch (UnreadableFileException e) {
      throw new RefusedException(e.getMessage(), e);
    } catch (IOException e) {
      throw new RefusedException("%s cannot be read: %s".formatted(file.path(), e.getMessage()), e);
    }
  }

  /** What it holds. */
  public String mediaType() {
    return MEDIA_TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
