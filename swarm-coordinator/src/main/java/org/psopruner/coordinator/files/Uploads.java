package org.psopruner.coordinator.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.rest.UploadView;
import org.psopruner.pruning.onnx.OnnxException;
import org.psopruner.pruning.onnx.OnnxReader;

/**
 * Models and data that users send, in a folder, named by their hashes: what is sent twice is there
 * once, and nothing that is there is ever written over. What cannot be read is not kept.
 */
public final class Uploads {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final long limit;

  /** What is sent. */
  public enum Kind {
    /** An ONNX file that can be pruned. */
    MODEL(".onnx"),
    /** A zip with images. */
    DATA(".zip");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  /** What was sent is longer than is taken; the message is one line. */
  public static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }

  /** What was sent cannot be used; the message is one line. */
  public static final class UnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @param folder takes the files; it is made where it is missing
   * @param limit how long a file may be, in bytes, at least 1
   * @param roots where experiments may have their files: the folder must lie there
   * @throws org.psopruner.messages.UnreadableFileException if it does not
   */
  public Uploads(Path folder, long limit, FileRoots roots) {
    this.folder = folder.toAbsolutePath().normalize();
    this.limit = limit;
    roots.require("psopruner.uploads.folder", this.folder.toUri());
  }

  /**
   * Takes a file.
   *
   * @throws TooLongException if it is longer than the limit
   * @throws UnusableException if it is not what it is said to be
   * @throws IOException if it cannot be kept, or the sender has ended
   */
  public UploadView take(Kind kind, InputStream sent) throws IOException {
    Files.createDirectories(folder);
    // No temporary file of the JDK's, which nobody else may read: workers read these.
    Path draft = folder.resolve(".draft-" + UUID.randomUUID() + kind.ending);
    try {
      String sha256 = copy(sent, draft);
      check(kind, draft);
      Path file = folder.resolve(sha256 + kind.ending);
      long bytes = Files.size(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return new UploadView(file.toUri(), sha256, bytes);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private String copy(InputStream sent, Path draft) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    try (InputStream in = new DigestInputStream(sent, digest);
        OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > limit) {
          throw new TooLongException(
              "the file has more than %d bytes; at most so many are taken".formatted(limit));
        }
        out.write(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void check(Kind kind, Path draft) throws UnusableException {
    try {
      if (kind == Kind.MODEL) {
        OnnxReader.read(draft);
      } else {
        requireEntries(draft);
      }
    } catch (OnnxException e) {
      throw new UnusableException(reason(e, draft), e);
    } catch (IOException e) {
      throw new UnusableException("the file is no zip: " + reason(e, draft), e);
    }
  }

  /** Its images whoever reads them checks. */
  private static void requireEntries(Path draft) throws IOException {
    try (ZipFile zip = new ZipFile(draft.toFile())) {
      if (zip.size() == 0) {
        throw new IOException("it is empty");
      }
    }
  }

  /** Nobody who sent it knows it by the name of the draft. */
  private static String reason(Exception e, Path draft) {
    return String.valueOf(e.getMessage())
        .replace("'" + draft + "'", "the file")
        .replace(draft.toString(), "the file");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
