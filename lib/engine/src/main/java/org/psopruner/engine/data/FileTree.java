package org.psopruner.engine.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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

  private static final Set<String> DATA = Set.of("bin", "jpg", "jpeg", "png");
  private static final int DEPTH = 6;

  private final Path path;
  private final Closeable archive;
  private final SortedMap<String, Entry> files = new TreeMap<>();
  private final SortedSet<String> folders = new TreeSet<>();
  private String root = "";

  private record Entry(long size, Opener opener) {}

  @FunctionalInterface
  private interface Opener {
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
    return Files.isDirectory(path) ? folder(path) : zip(path);
  }

  private static FileTree folder(Path path) {
    FileTree tree = new FileTree(path, () -> {});
    try (Stream<Path> walk = Files.walk(path, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        String name = path.relativize(file).toString().replace('\\', '/');
        if (Files.isDirectory(file)) {
          tree.addFolder(name);
        } else {
          tree.addFile(name, new Entry(Files.size(file), () -> Files.newInputStream(file)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(path + " cannot be listed (" + e.getMessage() + ")", e);
    }
    return tree.stepToRoot();
  }

  private static FileTree zip(Path path) {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (IOException e) {
      throw new DatasetException(
          "%s is neither a folder nor a readable zip (%s); unpack it and give the folder"
              .formatted(path, e.getMessage()),
          e);
    }
    FileTree tree = new FileTree(path, zip);
    try {
      Collections.list(zip.entries()).forEach(entry -> tree.addZipEntry(zip, entry));
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
    return tree.stepToRoot();
  }

  private void addZipEntry(ZipFile zip, ZipEntry entry) {
    String written = entry.getName().replace('\\', '/');
    String name = written.startsWith("./") ? written.substring(2) : written;
    if (name.startsWith("/") || Arrays.asList(name.split("/", -1)).contains("..")) {
      throw new DatasetException(
          "%s holds the entry %s, which lies outside of it; pack it again without that entry"
              .formatted(path, entry.getName()));
    }
    if (name.endsWith("/")) {
      addFolder(name.substring(0, name.length() - 1));
    } else {
      addFile(name, new Entry(entry.getSize(), () -> zip.getInputStream(entry)));
    }
  }

  private void addFile(String name, Entry entry) {
    if (visible(name)) {
      files.put(name, entry);
      addFolder(parent(name));
    }
  }

  private void addFolder(String name) {
    if (visible(name)) {
      for (String folder = name; !folder.isEmpty(); folder = parent(folder)) {
        folders.add(folder);
      }
    }
  }

  private static boolean visible(String name) {
    return Arrays.stream(name.split("/", -1))
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
    boolean data =
        files().stream().anyMatch(f -> parent(f).isEmpty() && DATA.contains(extension(f)));
    return inside.size() == 1 && !data && !PARTS.contains(inside.get(0))
        ? Optional.of(inside.get(0))
        : Optional.empty();
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

  /** A file's or folder's name with the dataset's path before it, for messages. */
  String show(String name) {
    return path.resolve(root + name).toString();
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
