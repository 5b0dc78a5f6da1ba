package org.psopruner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Where one process, and no other, writes what is to stand in an output folder: each file is
 * written here, forced to the disk, and then moved to its place at once. So no reader ever finds
 * half a file, and two processes that are at the same retraining (one was halted, another took it
 * over) do not write into one file.
 *
 * <p>It lies in the output folder, so that a move is within one file system, and is held by a file
 * lock: one whose process died is free, and is deleted by the next that comes.
 */
final class DraftFolder implements AutoCloseable {
  /** What the names of draft folders in an output folder begin with. */
  static final String PREFIX = ".draft-";

  private static final String LOCK_SUFFIX = ".lock";
  private static final long MEGABYTE = 1 << 20;

  private final Path output;
  private final Path folder;
  private final FileChannel lock;

  private DraftFolder(Path output, Path folder, FileChannel lock) {
    this.output = output;
    this.folder = folder;
    this.lock = lock;
  }

  /** Writes a file of a name that it is given. */
  @FunctionalInterface
  interface Writing {
    void to(Path file) throws IOException;
  }

  /**
   * Makes an output folder where there is none, and a draft folder in it.
   *
   * @throws UncheckedIOException if that cannot be written
   */
  static DraftFolder in(Path output) {
    try {
      Files.createDirectories(output);
      deleteAbandoned(output);
      while (true) {
        Path folder = output.resolve(PREFIX + UUID.randomUUID());
        // The lock first: a folder without one is of a process that is no more.
        FileChannel lock =
            FileChannel.open(
                lockOf(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        // Before it was held, another may have taken it for what a dead process left.
        if (Files.exists(lockOf(folder))) {
          Files.createDirectory(folder);
          return new DraftFolder(output, folder, lock);
        }
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + output + ": " + reason(e), e);
    }
  }

  private static void deleteAbandoned(Path output) throws IOException {
    for (Path folder : foldersAndLocks(output)) {
      try (FileChannel lock = FileChannel.open(lockOf(folder), opening(folder))) {
        if (lock.tryLock() != null) {
          delete(folder);
          Files.deleteIfExists(lockOf(folder));
        }
      } catch (OverlappingFileLockException | NoSuchFileException e) {
        // held by this process; or another was faster
      }
    }
  }

  /** A lock without a folder may be one that is just made: no other may come in its place. */
  private static Set<OpenOption> opening(Path folder) {
    return Files.isDirectory(folder)
        ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE)
        : Set.of(StandardOpenOption.WRITE);
  }

  /** The draft folders that there are, or were: a process may have died with only a lock left. */
  private static Set<Path> foldersAndLocks(Path output) throws IOException {
    Set<Path> folders = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(output, PREFIX + "*")) {
      for (Path path : found) {
        String name = path.getFileName().toString();
        if (name.endsWith(LOCK_SUFFIX)) {
          folders.add(path.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length())));
        } else if (Files.isDirectory(path)) {
          folders.add(path);
        }
      }
    }
    return folders;
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK_SUFFIX);
  }

  /** The folder that the files are for. */
  Path output() {
    return output;
  }

  /** Where a file of that name lies until it is put in its place. */
  Path draft(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file here.
   *
   * @param bytes about how long it will be, so that a disk that is too full is found before
   * @throws UncheckedIOException in one line that names the file, the bytes that it needs and those
   *     that are left; nothing stands under its name in the output folder then that did not before
   */
  void write(String name, long bytes, Writing writing) {
    try {
      long left = Files.getFileStore(folder).getUsableSpace();
      if (left < bytes) {
        throw new IOException("the disk is too full");
      }
      writing.to(draft(name));
    } catch (IOException e) {
      throw unwritable(name, bytes, e);
    } catch (UncheckedIOException e) {
      throw unwritable(name, bytes, e.getCause());
    }
  }

  private UncheckedIOException unwritable(String name, long bytes, IOException e) {
    return new UncheckedIOException(
        "cannot write %s: %s; it needs about %d MB, %s"
            .formatted(output.resolve(name), reason(e), bytes / MEGABYTE + 1, left()),
        e);
  }

  private String left() {
    try {
      return "%d MB are left".formatted(Files.getFileStore(folder).getUsableSpace() / MEGABYTE);
    } catch (IOException e) {
      return "what is left is unknown";
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * Puts a file that was written here in its place.
   *
   * @throws UncheckedIOException if it cannot be moved there
   */
  void place(String name) {
    Path draft = draft(name);
    try {
      try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          draft,
          output.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write %s: %s".formatted(output.resolve(name), reason(e)), e);
    }
  }

  /**
   * Deletes what an earlier work left under a name in the output folder.
   *
   * @throws UncheckedIOException if that is not possible
   */
  void deletePlaced(String name) {
    try {
      Files.deleteIfExists(output.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot delete %s: %s".formatted(output.resolve(name), reason(e)), e);
    }
  }

  /**
   * Deletes what was not put in its place, and leaves no trace; nor of those who held theirs when
   * this began, and died since.
   */
  @Override
  public void close() {
    try {
      delete(folder);
      Files.deleteIfExists(lockOf(folder));
      lock.close();
      if (Files.isDirectory(output)) {
        deleteAbandoned(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + reason(e), e);
    }
  }

  /** Deletes a folder with all in it, as far as it is there: another may be at it, too. */
  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          delete(file);
        } else {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException gone) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Files.deleteIfExists(folder);
  }
}
