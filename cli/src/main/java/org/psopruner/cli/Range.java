package org.psopruner.cli;

import java.util.Locale;

/** The ranges of numbers that users give. */
public final class Range {
  private Range() {}

  /**
   * The value, if it lies in the range.
   *
   * @throws BadInputException if it does not
   */
  public static int check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new BadInputException(
          String.format(
              Locale.ROOT, "%s is %d; it must be from %,d to %,d", option, value, min, max));
    }
    return value;
  }

  /**
   * The value, if the condition holds.
   *
   * @param range in words, such as {@code from 0 to below 1}
   * @throws BadInputException if it does not
   */
  public static double check(String option, double value, boolean condition, String range) {
    if (!condition) {
      throw new BadInputException("%s is %s; it must be %s".formatted(option, value, range));
    }
    return value;
  }

  /**
   * The learning rate, if it can be one: above 0 and below 100.
   *
   * @throws BadInputException if it cannot
   */
  public static double learningRate(String option, double value) {
    return check(option, value, value > 0 && value < 100, "above 0 and below 100");
  }
}
