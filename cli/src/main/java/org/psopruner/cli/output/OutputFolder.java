package org.psopruner.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.result.FrontFile;
import org.psopruner.cli.result.HistoryFile;
import org.psopruner.cli.result.StructureFile;
import org.psopruner.messages.report.RunReport;

/**
 * The folder of a run's results, held by a lock as long as the run lasts. Its lock file marks it as
 * ours. What is found there decides:
 *
 * <ul>
 *   <li>nothing, or no folder: it is used;
 *   <li>an unfinished run: what it left is deleted and the search begins anew. The checkpoint of a
 *       retraining stays: it knows what it is a checkpoint of, and is used for nothing else;
 *   <li>a finished run (there is a report): refused, unless it may be overwritten;
 *   <li>a run that is going on: refused;
 *   <li>anything that is no output of psopruner: refused.
 * </ul>
 */
public final class OutputFolder implements AutoCloseable {
  /** What the coordinator's page shows of a run, as one file. */
  public static final String PAGE_REPORT = "report.html";

  private static final String LOCK = ".psopruner.lock";

  /** What a process that died had begun to write. */
  private static final String DRAFTS = ".draft-*";

  private static final List<String> OURS =
      List.of(
          "broker",
          "logs",
          "model.onnx",
          "model.zip",
          StructureFile.NAME,
          HistoryFile.NAME,
          FrontFile.NAME,
          FrontFiles.FOLDER,
          RunReport.FILE_NAME,
          "report.md",
          PAGE_REPORT,
          "README.md",
          "inference-service.yaml",
          "undisturbed",
          "disturbed");

  private final Path path;
  private final FileChannel channel;

  private OutputFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes a folder for a run, and empties it of an earlier run's results.
   *
   * @throws BadInputException if it cannot be used
   */
  public static OutputFolder claim(Path path, boolean overwrite) {
    requireReplaceable(path, overwrite);
    FileChannel channel = lock(path);
    OutputFolder folder = new OutputFolder(path, channel);
    try {
      for (String name : OURS) {
        delete(path.resolve(name));
      }
      try (DirectoryStream<Path> drafts = Files.newDirectoryStream(path, DRAFTS)) {
        for (Path draft : drafts) {
          delete(draft);
        }
      }
      return folder;
    } catch (IOException e) {
      folder.close();
      throw unusable(path, e);
    }
  }

  /**
   * Checks that a file is not in the folder, which is emptied before the file is read again.
   *
   * @param what it is, for the message
   * @throws BadInputException if it is there
   */
  public static void requireOutside(Path path, String what, Path file) {
    if (real(file).startsWith(real(path))) {
      throw new BadInputException(
          "--output is %s, which holds %s %s; give another folder".formatted(path, what, file));
    }
  }

  /** Where links lead, as far as there is something. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize(); // it is not there yet
    }
  }

  /**
   * Looks whether a folder can be used, without touching what is in it.
   *
   * @throws BadInputException if it cannot
   */
  public static void requireUsable(Path path, boolean overwrite) {
    requireReplaceable(path, overwrite);
    if (Files.exists(path.resolve(LOCK))) {
      new OutputFolder(path, lock(path)).close();
    }
  }

  private static void requireReplaceable(Path path, boolean overwrite) {
    requireOurs(path);
    if (!overwrite && Files.exists(path.resolve(RunReport.FILE_NAME))) {
      throw new BadInputException(
          "--output is %s, which holds a finished run; give another folder, or --overwrite to replace it"
              .formatted(path));
    }
  }

  private static void requireOurs(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      if (!names.isEmpty() && !names.contains(LOCK)) {
        throw new BadInputException(
            "--output is %s, which is not empty and is no output of psopruner; give a new or an empty folder"
                .formatted(path));
      }
    } catch (NotDirectoryException e) {
      throw new BadInputException(
          "--output is %s, which is a file; give a folder".formatted(path), e);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static FileChannel lock(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new BadInputException(
            "--output is %s, which another psopruner is using; give another folder, or end that run"
                .formatted(path));
      }
      return channel;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static BadInputException unusable(Path path, IOException e) {
    String reason =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : e.getClass().getSimpleName();
    return new BadInputException(
        "--output is %s, which cannot be written (%s); give another folder".formatted(path, reason),
        e);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Deletes the broker's data. */
  public void deleteBrokerData() {
    try {
      delete(path.resolve("broker"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the broker's data", e);
    }
  }

  private static void delete(Path path) throws IOException {
    // A link goes, not what it leads to, whether that is there or not.
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives the folder back; the results stay. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back " + path, e);
    }
  }
}
