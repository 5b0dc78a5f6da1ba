package org.psopruner.coordinator.rest;

import java.util.Locale;

/** Whole numbers in requests. */
final class WholeNumber {
  private static final int SHOWN = 100;

  private WholeNumber() {}

  /**
   * Reads one.
   *
   * @param name of the parameter
   * @throws jakarta.ws.rs.WebApplicationException if it is none, or out of its range
   */
  static int read(String name, String text, int least, int most) {
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
            text.length() > SHOWN ? "too long" : text,
            least,
            most));
  }
}
