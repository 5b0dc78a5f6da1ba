package org.psopruner.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dataset's files that are never written. */
final class MemoryTree {
  private MemoryTree() {}

  /** One without any file yet. */
  static FileTree empty() {
    try {
      Path folder = Files.createTempDirectory("dataset");
      folder.toFile().deleteOnExit();
      return FileTree.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
