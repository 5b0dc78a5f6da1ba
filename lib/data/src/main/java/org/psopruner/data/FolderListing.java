package org.psopruner.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Lists the files of a dataset's folder. Links are followed where they stay inside of it; one that
 * leads out is refused, since the data would then not be what the folder holds.
 */
final class FolderListing extends SimpleFileVisitor<Path> {
  private static final char UNREADABLE = '\uFFFD';

  private final FileTree tree;
  private final Path folder;
  private final Path real;

  private FolderListing(FileTree tree, Path folder, Path real) {
    this.tree = tree;
    this.folder = folder;
    this.real = real;
  }

  /** Adds all files and folders to the tree. */
  static void list(Path folder, FileTree tree) {
    try {
      Files.walkFileTree(
          folder,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          FileTree.DEPTH,
          new FolderListing(tree, folder, folder.toRealPath()));
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(folder + " cannot be listed (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
      throws IOException {
    String name = name(path);
    if (!FileTree.isVisible(name)) {
      return name.isEmpty() ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }
    requireInside(path);
    tree.addFolder(name);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      return preVisitDirectory(path, attributes);
    }
    String name = name(path);
    if (FileTree.isVisible(name)) {
      requireInside(path);
      if (!attributes.isRegularFile()) {
        throw new DatasetException(
            path + " is no file, but a pipe, a device or a link to nothing; remove it");
      }
      tree.addFile(name, attributes.size(), () -> Files.newInputStream(path));
    }
    return FileVisitResult.CONTINUE;
  }

  /**
   * What Java cannot read of a name it replaces, so that several would become one: where no locale
   * is set, which is usual for services, all that is no ASCII.
   */
  private String name(Path path) {
    String name = folder.relativize(path).toString().replace('\\', '/');
    if (name.indexOf(UNREADABLE) >= 0) {
      throw new DatasetException(
          path + " has a name that Java cannot read; set a locale of UTF-8 (LC_ALL=C.UTF-8)");
    }
    return name;
  }

  private void requireInside(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && Files.exists(path)) {
      Path target = path.toRealPath();
      if (!target.startsWith(real)) {
        throw new DatasetException(
            "%s is a link that leads out of %s, to %s; copy the files to where the link is"
                .formatted(path, folder, target));
      }
    }
  }
}
