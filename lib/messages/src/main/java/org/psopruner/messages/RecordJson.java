package org.psopruner.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records that are no messages as JSON and back, as strictly as messages: what the REST API takes
 * and answers, and the files of a run.
 */
public final class RecordJson {
  private RecordJson() {}

  /** A record as indented UTF-8 JSON. */
  public static byte[] write(Object record) {
    try {
      return MessageJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + record.getClass().getSimpleName() + " has no JSON", e);
    }
  }

  /**
   * Writes a record to a file.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Object record) {
    try {
      Files.write(file, write(record));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws MessageException if the bytes are no JSON, or no such record
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MessageJson.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new MessageException(
          "no valid %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalStateException("an array of bytes cannot be read", e);
    }
  }

  /**
   * Reads a record from a file.
   *
   * @throws UnreadableFileException if the file cannot be read
   * @throws MessageException if it holds no such record
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      return read(Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
