package org.psopruner.messages;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The checks that records make of themselves. */
final class Require {
  private static final int MAX_TEXT_LENGTH = 10_000;
  private static final Pattern EXPERIMENT_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private Require() {}

  static void that(boolean condition, String field, Object value, String range) {
    if (!condition) {
      throw new IllegalArgumentException("%s is %s; it must be %s".formatted(field, value, range));
    }
  }

  /** An immutable copy of a list whose elements are all there and pass the check. */
  static <T> List<T> each(String field, List<T> values, Predicate<T> check, String range) {
    present(field, values);
    for (int i = 0; i < values.size(); i++) {
      T value = values.get(i);
      that(value != null && check.test(value), field + "[" + i + "]", value, range);
    }
    return List.copyOf(values);
  }

  /** May be the name of a folder: neither "." nor "..", nor a hidden one. */
  static void experimentId(String field, String value) {
    that(
        value != null && EXPERIMENT_ID.matcher(value).matches(),
        field,
        value,
        "1 to 100 letters, digits, '.', '_' and '-', the first no '.'");
  }

  static void text(String field, String value) {
    that(value != null && !value.isBlank(), field, value == null ? "missing" : "blank", "given");
    that(
        value.length() <= MAX_TEXT_LENGTH,
        field,
        value.length() + " characters long",
        "of at most " + MAX_TEXT_LENGTH);
  }

  /** A file or folder by its absolute path, on no host. */
  static void fileUri(String field, URI value) {
    present(field, value);
    that(
        isFile(value),
        field,
        value,
        "a file: URI of an absolute path, such as file:///models/vgg16.onnx; nothing else is read or written");
  }

  private static boolean isFile(URI uri) {
    try {
      return "file".equals(uri.getScheme()) && Path.of(uri).isAbsolute();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return false; // of a host, with a query, or with a path that cannot be
    }
  }

  static void present(String field, Object value) {
    that(value != null, field, "missing", "given");
  }

  static void sha256(String field, String value) {
    that(
        value != null && value.matches("[0-9a-f]{64}"),
        field,
        value,
        "a SHA-256 as 64 lower-case hexadecimal digits");
  }

  static void fraction(String field, double value) {
    that(value > 0 && value <= 1, field, value, "above 0 and at most 1");
  }

  static void share(String field, double value) {
    that(value >= 0 && value <= 1, field, value, "from 0 to 1");
  }

  static void errorProbability(double value) {
    that(value >= 0 && value <= 0.5, "errorProbability", value, "from 0 to 0.5");
  }

  static void batch(int value) {
    int most = EvaluationSettings.MAX_BATCH;
    that(value >= 1 && value <= most, "batch", value, "from 1 to " + most);
  }

  static void atLeast(long minimum, String field, long value) {
    that(value >= minimum, field, value, "at least " + minimum);
  }
}
