package org.psopruner.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records that are no messages as JSON and back, as strictly as messages: what the REST API takes
 * and answers, and the files of a run.
 */
public final class RecordJson {
  /** The longest file that is read; a report has some kilobytes. */
  private static final int MAX_FILE_BYTES = 64 << 20;

  private static final ObjectMapper MAPPER = MessageJson.mapper(Long.MAX_VALUE);

  private RecordJson() {}

  /** A record as indented UTF-8 JSON. */
  public static byte[] write(Object record) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + record.getClass().getSimpleName() + " has no JSON", e);
    }
  }

  /** A record as UTF-8 JSON in one line. */
  public static byte[] writeLine(Object record) {
    try {
      return MAPPER.writeValueAsBytes(record);
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
      T record = MAPPER.readValue(json, type);
      if (record == null) {
        throw new MessageException("no valid %s: it is null".formatted(type.getSimpleName()));
      }
      return record;
    } catch (JsonProcessingException e) {
      throw new MessageException(
          "no valid %s: %s"
              .formatted(type.getSimpleName(), MessageJson.oneLine(e.getOriginalMessage())),
          e);
    } catch (IOException e) { // bytes that are no characters
      throw new MessageException(
          "no valid %s: %s".formatted(type.getSimpleName(), MessageJson.oneLine(e.getMessage())),
          e);
    }
  }

  /**
   * Reads a record from a file.
   *
   * @throws UnreadableFileException if the file cannot be read
   * @throws MessageException if it holds no such record
   */
  public static <T> T read(Path file, Class<T> type) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(MAX_FILE_BYTES + 1);
      if (json.length > MAX_FILE_BYTES) {
        throw new MessageException(
            "%s has more than %d MiB; at most so many are read"
                .formatted(file, MAX_FILE_BYTES >> 20));
      }
      return read(json, type);
    } catch (IOException e) {
      throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
