package org.psopruner.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept in the resources, one a file. */
final class Corpus {
  private static final Path FOLDER =
      Path.of(System.getProperty("psopruner.home"), "fuzz", "src", "test", "resources", "corpus");

  private Corpus() {}

  static Path folder(Subject subject) {
    return FOLDER.resolve(subject.label());
  }

  /** By name; none if there is no folder. */
  static List<Path> files(Subject subject) {
    Path folder = folder(subject);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
