package org.psopruner.coordinator.rest;

import java.util.List;
import java.util.Locale;

/**
 * Which part of a list is asked for.
 *
 * @param offset of the first, from 0
 * @param limit how many at most, from 1 to {@link #MAX_LIMIT}
 */
record Paging(int offset, int limit) {
  static final String DEFAULT_OFFSET = "0";
  static final String DEFAULT_LIMIT = "100";
  static final int MAX_LIMIT = 1_000;

  /**
   * Reads what a request says.
   *
   * @throws jakarta.ws.rs.WebApplicationException if a number is none, or out of its range
   */
  static Paging of(String offset, String limit) {
    return new Paging(
        number("offset", offset, 0, Integer.MAX_VALUE), number("limit", limit, 1, MAX_LIMIT));
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // It is refused as one that is out of range.
    }
    throw Problem.badRequest(
        String.format(
            Locale.ROOT,
            "%s is %s; it must be a whole number from %,d to %,d",
            name,
            text.length() > 100 ? "too long" : text,
            least,
            most));
  }

  <T> List<T> of(List<T> all) {
    return all.stream().skip(offset).limit(limit).toList();
  }
}
