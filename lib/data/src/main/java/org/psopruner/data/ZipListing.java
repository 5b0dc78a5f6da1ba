package org.psopruner.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Lists the files of a dataset's zip, and refuses one that promises more than it can hold. */
final class ZipListing {
  /** The most that DEFLATE can make of one byte. */
  private static final int MAX_RATIO = 1032;

  private final Path path;
  private final ZipFile zip;
  private final FileTree tree;
  private long left;

  private ZipListing(Path path, ZipFile zip, FileTree tree) throws IOException {
    this.path = path;
    this.zip = zip;
    this.tree = tree;
    this.left = Files.size(path);
  }

  /** Opens a zip, which the caller closes. */
  static ZipFile open(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new IOException("it is no file");
      }
      return new ZipFile(path.toFile());
    } catch (IOException e) {
      throw new DatasetException(
          "%s is neither a folder nor a readable zip (%s); unpack it and give the folder"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** Adds all files and folders to the tree. */
  static void list(Path path, ZipFile zip, FileTree tree) {
    try {
      ZipListing listing = new ZipListing(path, zip, tree);
      // One after the other: those beyond the limit on files are never all in memory.
      zip.entries().asIterator().forEachRemaining(listing::add);
    } catch (IOException | IllegalArgumentException e) {
      throw new DatasetException(
          "%s cannot be listed (%s); pack it again".formatted(path, e.getMessage()), e);
    }
  }

  private void add(ZipEntry entry) {
    String written = entry.getName().replace('\\', '/');
    String name = written.startsWith("./") ? written.substring(2) : written;
    if (name.startsWith("/")
        || name.indexOf('\0') >= 0
        || Arrays.asList(name.split("/", -1)).contains("..")) {
      throw new DatasetException(
          "%s holds the entry %s, which lies outside of it; pack it again without that entry"
              .formatted(path, entry.getName()));
    }
    requirePossible(entry);
    String place = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (!FileTree.isVisible(place)) {
      return;
    }
    if (name.endsWith("/")) {
      tree.addFolder(place);
    } else {
      tree.addFile(place, entry.getSize(), () -> zip.getInputStream(entry));
    }
  }

  /** All entries together are in the file, each once, and DEFLATE has its limits. */
  private void requirePossible(ZipEntry entry) {
    long packed = entry.getCompressedSize();
    left -= Math.max(0, packed);
    if (packed < 0 || left < 0 || entry.getSize() / MAX_RATIO > packed) {
      throw new DatasetException(
          "%s says that the entry %s has %s bytes, packed into %s, which it cannot hold; get or pack it again"
              .formatted(path, entry.getName(), entry.getSize(), packed));
    }
  }
}
