package org.psopruner.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.psopruner.pruning.network.Network;

/**
 * A retraining's last checkpoint in the folder of its results. It is written beside its place,
 * forced to the disk and only then moved there, so that a process that dies at any moment, or finds
 * no room, leaves the one before. It ends with a checksum (CRC-32C), and carries the key of what it
 * is a checkpoint of: one that is damaged, or of something else, is as good as none.
 */
final class CheckpointFile {
  /** Its name in the folder. */
  static final String NAME = "checkpoint.bin";

  private static final int BUFFER_BYTES = 1 << 20;

  private final DraftFolder drafts;
  private final Path file;
  private final String key;

  /**
   * @param drafts in the folder of the results
   * @param key at most 64 characters, the same only for retrainings that go the same way
   */
  CheckpointFile(DraftFolder drafts, String key) {
    this.drafts = drafts;
    this.file = drafts.output().resolve(NAME);
    this.key = key;
  }

  /**
   * The checkpoint, if there is one that can be used.
   *
   * @param structure whose weights it holds
   * @param ignored is told in one line why the one that is there cannot
   */
  Optional<Checkpoint> read(Network structure, Consumer<String> ignored) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!isWhole()) {
        ignored.accept(NAME + " is damaged and was ignored");
        return Optional.empty();
      }
      try (DataInputStream in = new DataInputStream(input())) {
        if (!CheckpointFormat.readKey(in).equals(Optional.of(key))) {
          ignored.accept(NAME + " is of another retraining and was ignored");
          return Optional.empty();
        }
        return Optional.of(CheckpointFormat.read(in, structure, Files.size(file)));
      }
    } catch (EOFException | UTFDataFormatException | InvalidObjectException e) {
      ignored.accept(NAME + " is damaged and was ignored");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Replaces the checkpoint.
   *
   * @throws UncheckedIOException if there is no room for it; the one before stays
   */
  void write(Checkpoint checkpoint) {
    drafts.write(
        NAME, CheckpointFormat.floats(checkpoint) * Float.BYTES, draft -> write(checkpoint, draft));
    drafts.place(NAME);
  }

  private void write(Checkpoint checkpoint, Path draft) throws IOException {
    try (OutputStream buffered =
        new BufferedOutputStream(Files.newOutputStream(draft), BUFFER_BYTES)) {
      CheckedOutputStream checked = new CheckedOutputStream(buffered, new CRC32C());
      DataOutputStream out = new DataOutputStream(checked);
      CheckpointFormat.write(key, checkpoint, out);
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
    }
  }

  /** Leaves nothing behind: the retraining has ended, and its results are there. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private boolean isWhole() throws IOException {
    long content = Files.size(file) - Long.BYTES;
    if (content < 0) {
      return false;
    }
    try (DataInputStream in = new DataInputStream(input())) {
      CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
      checked.skipNBytes(content);
      return in.readLong() == checked.getChecksum().getValue();
    }
  }

  private InputStream input() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
  }
}
