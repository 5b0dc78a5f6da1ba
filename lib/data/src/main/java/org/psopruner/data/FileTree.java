package org.psopruner.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;

/**
 * The files of a dataset in a folder or a zip, by name, with {@code /} between folders. A folder
 * that holds nothing but one other folder is stepped through, so that a dataset is found in the one
 * folder that packers like to put around it. Hidden files and {@code __MACOSX} do not show. A zip
 * is read where it is; nothing is unpacked.
 */
final class FileTree implements Closeable {
  /** Folders with a meaning, which are no classes and are not stepped through. */
  static final Set<String> PARTS = Set.of("train", "val", "validation", "test");

  /** What the names of CIFAR-10's files end with. */
  private static final String RECORDS = "bin";

  /** How deep files may lie; those below are passed over. */
  static final int DEPTH = 6;

  /** How many files, and folders, there may be: an ImageNet of a third of its classes. */
  static final int MAX_FILES = 500_000;

  private final Path path;
  private final Closeable archive;
  private final SortedMap<String, Entry> files = new TreeMap<>();
  private final SortedSet<String> folders = new TreeSet<>();
  private String root = "";

  private record Entry(long size, Opener opener) {}

  /** Opens a file. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  private FileTree(Path path, Closeable archive) {
    this.path = path;
    this.archive = archive;
  }

  static FileTree open(Path path) {
    if (!Files.exists(path)) {
      throw new DatasetException(
          path + " does not exist; give a folder or a zip that holds the images");
    }
    if (Files.isDirectory(path)) {
      FileTree tree = new FileTree(path, () -> {});
      FolderListing.list(path, tree);
      return tree.stepToRoot();
    }
    ZipFile zip = ZipListing.open(path);
    FileTree tree = new FileTree(path, zip);
    try {
      ZipListing.list(path, zip, tree);
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
    return tree.stepToRoot();
  }

  /**
   * Adds a file that is visible; one that lies too deep is passed over.
   *
   * @param size in bytes; negative if it is not known
   */
  void addFile(String name, long size, Opener opener) {
    if (depth(name) > DEPTH) {
      return;
    }
    if (files.size() == MAX_FILES) {
      throw new DatasetException(
          "%s holds more than %s files; at most so many are read: use fewer images"
              .formatted(path, MAX_FILES));
    }
    files.put(name, new Entry(size, opener));
    addFolder(parent(name));
  }

  /** Adds a folder that is visible, and those it lies in. */
  void addFolder(String name) {
    if (depth(name) <= DEPTH) {
      for (String folder = name; !folder.isEmpty() && folders.add(folder); ) {
        folder = parent(folder);
      }
      requireFewFolders();
    }
  }

  private void requireFewFolders() {
    if (folders.size() > MAX_FILES) {
      throw new DatasetException(
          "%s holds more than %s folders; at most so many are read".formatted(path, MAX_FILES));
    }
  }

  private static long depth(String name) {
    return 1 + name.chars().filter(c -> c == '/').count();
  }

  /** Whether a name, which is not empty, is of a file that is no one's private matter. */
  static boolean isVisible(String name) {
    return !name.isEmpty()
        && Arrays.stream(name.split("/", -1))
            .noneMatch(s -> s.startsWith(".") || s.equals("__MACOSX"));
  }

  private FileTree stepToRoot() {
    for (Optional<String> inner = onlyFolder(); inner.isPresent(); inner = onlyFolder()) {
      root += inner.get() + "/";
    }
    return this;
  }

  /** The root's one subfolder, unless it is a part or has data beside it. */
  private Optional<String> onlyFolder() {
    List<String> inside = folders().stream().filter(f -> parent(f).isEmpty()).toList();
    boolean data = files().stream().anyMatch(f -> parent(f).isEmpty() && isData(extension(f)));
    return inside.size() == 1 && !data && !PARTS.contains(inside.get(0))
        ? Optional.of(inside.get(0))
        : Optional.empty();
  }

  private static boolean isData(String extension) {
    return extension.equals(RECORDS) || ClassFolders.IMAGES.contains(extension);
  }

  boolean hasFile(String name) {
    return files.containsKey(root + name);
  }

  /** Every file's name below the root, sorted by UTF-16 code units. */
  List<String> files() {
    return belowRoot(files.keySet());
  }

  /** Every folder's name below the root, sorted likewise. */
  List<String> folders() {
    return belowRoot(folders);
  }

  private List<String> belowRoot(Set<String> names) {
    return names.stream()
        .filter(n -> n.startsWith(root))
        .map(n -> n.substring(root.length()))
        .toList();
  }

  /** The folder that a name lies in; empty for the root. */
  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /** What follows the last dot, in lower case; empty without a dot. */
  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * A file's or folder's name with the dataset's path before it, for messages. Not every name in a
   * zip can be one of this system's files.
   */
  String show(String name) {
    String below = (root + name).replaceFirst("/$", "");
    return below.isEmpty() ? path.toString() : path + "/" + below;
  }

  /** A file's length in bytes, as the folder or zip gives it. */
  long size(String name) {
    return entry(name).size();
  }

  /** Opens a file; several may be open at once. */
  InputStream open(String name) throws IOException {
    return entry(name).opener().open();
  }

  private Entry entry(String name) {
    Entry entry = files.get(root + name);
    if (entry == null) {
      throw new DatasetException(show(name) + " is missing");
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      archive.close();
    } catch (IOException e) {
      throw new DatasetException(path + " cannot be closed (" + e.getMessage() + ")", e);
    }
  }
}
