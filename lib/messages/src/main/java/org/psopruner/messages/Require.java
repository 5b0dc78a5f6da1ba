package org.psopruner.messages;

import java.util.List;
import java.util.function.Predicate;

/** The checks that records make of themselves. */
final class Require {
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

  static void experimentId(String field, String value) {
    that(
        value != null && value.matches("[A-Za-z0-9._-]{1,100}"),
        field,
        value,
        "1 to 100 letters, digits, '.', '_' and '-'");
  }

  static void text(String field, String value) {
    that(value != null && !value.isBlank(), field, value == null ? "missing" : "blank", "given");
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

  static void atLeast(long minimum, String field, long value) {
    that(value >= minimum, field, value, "at least " + minimum);
  }
}
