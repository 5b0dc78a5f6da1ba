package org.psopruner.messages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folders in which a service reads and writes what messages and users name. A path that leaves
 * them, by {@code ..} or by a link, is refused before it is touched.
 */
public final class FileRoots {
  /** The name of the setting. */
  public static final String SETTING = "psopruner.files.roots";

  /** Any file that the process may read: for one user's own processes on one machine. */
  public static final FileRoots ANY = new FileRoots(List.of());

  private final List<Path> roots;

  private FileRoots(List<Path> roots) {
    this.roots = roots;
  }

  /**
   * As set.
   *
   * @param folders absolute paths; none for {@link #ANY}
   * @throws IllegalArgumentException if one is not absolute
   */
  public static FileRoots of(List<String> folders) {
    List<Path> roots = folders.stream().map(String::strip).map(Path::of).toList();
    for (Path root : roots) {
      if (!root.isAbsolute()) {
        throw new IllegalArgumentException(
            "%s is '%s'; it must be absolute paths of folders, apart at commas"
                .formatted(SETTING, root));
      }
    }
    return new FileRoots(roots);
  }

  /**
   * Makes sure that all that an experiment names lies inside.
   *
   * @throws UnreadableFileException if something does not; the message is one line that names it
   */
  public void require(ExperimentSpec experiment) {
    require("baseline.uri", experiment.baseline().uri());
    require("dataset.file.uri", experiment.dataset().file().uri());
    experiment
        .budget()
        .latency()
        .ifPresent(latency -> require("budget.latency.table.uri", latency.table().uri()));
    experiment
        .structures()
        .values()
        .ifPresent(values -> require("structures.values.uri", values.uri()));
    require("output", experiment.output());
  }

  /**
   * Makes sure that the files of a candidate lie inside.
   *
   * @throws UnreadableFileException if one does not
   */
  public void require(Candidate candidate) {
    require("baseline.uri", candidate.baseline().uri());
    require("dataset.file.uri", candidate.dataset().file().uri());
  }

  /**
   * Makes sure that the files of a model lie inside.
   *
   * @throws UnreadableFileException if one does not
   */
  public void require(ModelReady ready) {
    require("model.uri", ready.model().uri());
    require("report.uri", ready.report().uri());
    for (int i = 0; i < ready.files().size(); i++) {
      require("files[%d].uri".formatted(i), ready.files().get(i).uri());
    }
  }

  /**
   * Makes sure that a file or a folder lies inside.
   *
   * @param field where it is named
   * @param uri a {@code file:} URI
   * @throws UnreadableFileException if it does not; the message is one line that names it
   */
  public void require(String field, URI uri) {
    if (roots.isEmpty()) {
      return;
    }
    try {
      Path path = real(Path.of(uri));
      for (Path root : roots) {
        if (path.startsWith(real(root))) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UnreadableFileException(
          "%s is %s, which cannot be followed (%s)".formatted(field, uri, e.getMessage()), e);
    }
    throw new UnreadableFileException(
        "%s is %s, which lies outside of %s; put it there, or add its folder to %s"
            .formatted(
                field,
                uri,
                roots.stream().map(Path::toString).collect(Collectors.joining(", ")),
                SETTING));
  }

  /** Without links and {@code ..}, as far as it is there; what comes after is yet to be made. */
  private static Path real(Path path) throws IOException {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(path)).normalize();
  }

  @Override
  public String toString() {
    return roots.isEmpty() ? "any folder" : roots.toString();
  }
}
