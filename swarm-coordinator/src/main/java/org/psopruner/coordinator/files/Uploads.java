package org.psopruner.coordinator.files;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.psopruner.data.DatasetContent;
import org.psopruner.data.DatasetException;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.rest.UploadView;
import org.psopruner.messages.rest.UploadView.DataView;
import org.psopruner.messages.rest.UploadView.ModelView;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxException;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;

/**
 * Models and data that users send, in a folder, named by their hashes: what is sent twice is there
 * once, and nothing that is there is ever written over. What cannot be read is not kept. Of data
 * the test images are not read: the final report alone looks at them.
 */
public final class Uploads {
  private static final int BUFFER = 1 << 16;
  private static final String DRAFT = ".draft-";
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private final Path folder;
  private final long limit;
  private final Lock reading;

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
   * @param reading held while a file is read that was sent: the readers' limits are shares of all
   *     memory, of which there is enough for one at a time
   * @throws org.psopruner.messages.UnreadableFileException if it does not
   */
  public Uploads(Path folder, long limit, FileRoots roots, Lock reading) {
    this.folder = folder.toAbsolutePath().normalize();
    this.limit = limit;
    this.reading = reading;
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
    deleteAbandoned();
    // No temporary file of the JDK's, which nobody else may read: workers read these.
    Path draft = folder.resolve(DRAFT + UUID.randomUUID() + kind.ending);
    try {
      String sha256 = copy(sent, draft);
      Path file = folder.resolve(sha256 + kind.ending);
      UploadView read = read(kind, draft, file, sha256);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return read;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** What was on its way when a process was killed. */
  private void deleteAbandoned() throws IOException {
    Instant recent = Instant.now().minus(LONGEST_UPLOAD);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
      for (Path draft : drafts) {
        if (isBefore(recent, draft)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  private static boolean isBefore(Instant recent, Path draft) throws IOException {
    try {
      return Files.getLastModifiedTime(draft).toInstant().isBefore(recent);
    } catch (NoSuchFileException e) {
      return false; // it is complete by now
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

  private UploadView read(Kind kind, Path draft, Path file, String sha256) throws IOException {
    long bytes = Files.size(draft);
    reading.lock();
    try {
      return kind == Kind.MODEL
          ? new UploadView(file.toUri(), sha256, bytes, Optional.of(model(draft)), Optional.empty())
          : new UploadView(file.toUri(), sha256, bytes, Optional.empty(), Optional.of(data(draft)));
    } catch (OnnxException | DatasetException e) {
      throw new UnusableException(reason(e, draft), e);
    } finally {
      reading.unlock();
    }
  }

  private static ModelView model(Path draft) throws UnusableException {
    OnnxModel model = OnnxReader.read(draft);
    Network network = model.network();
    return new ModelView(
        network.inputShape().channels(),
        network.inputShape().height(),
        network.inputShape().width(),
        network.outputShape().size(),
        normalization(model));
  }

  private static Optional<NormalizationSettings> normalization(OnnxModel model)
      throws UnusableException {
    Optional<float[]> mean = model.perChannel(OnnxModel.MEAN);
    Optional<float[]> std = model.perChannel(OnnxModel.STD);
    try {
      return mean.flatMap(m -> std.map(s -> NormalizationSettings.of(m, s)));
    } catch (IllegalArgumentException e) {
      throw new UnusableException("the file's metadata are of no use: " + e.getMessage(), e);
    }
  }

  private static DataView data(Path draft) throws IOException {
    requireZip(draft);
    DatasetContent content = DatasetContent.read(draft);
    return new DataView(
        content.sha256(),
        content.imageShape().channels(),
        content.imageShape().height(),
        content.imageShape().width(),
        content.classNames().size(),
        content.trainingImages(),
        content.validationImages());
  }

  /** For whoever sent something else by mistake, the reader of data has no better words. */
  private static void requireZip(Path draft) throws IOException {
    try (ZipFile zip = new ZipFile(draft.toFile())) {
      if (zip.size() == 0) {
        throw new UnusableException("the file is no zip: it is empty", null);
      }
    } catch (ZipException e) {
      throw new UnusableException("the file is no zip: " + reason(e, draft), e);
    }
  }

  /** Nobody who sent it knows it by the name of the draft; what is in it, by its own name. */
  private static String reason(Exception e, Path draft) {
    return String.valueOf(e.getMessage())
        .replace("'" + draft + "'", "the file")
        .replace(draft + File.separator, "")
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
