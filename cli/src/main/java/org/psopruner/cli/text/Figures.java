package org.psopruner.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Figures {
  private Figures() {}

  /** {@code 289,194}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share as percent with one decimal: {@code 25.1 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** An accuracy as percent with two decimals: {@code 85.39 %}. */
  public static String accuracy(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A fitness from 0 to 1 with four decimals: {@code 0.6125}. */
  public static String fitness(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** {@code 0.812 ms}. */
  public static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.3f ms" : "%.1f ms", millis);
  }

  /** How much a quantity changed, relative to what it was: {@code -74.9 %}. */
  public static String change(double before, double after) {
    return before == 0
        ? "-"
        : String.format(Locale.ROOT, "%+.1f %%", 100 * (after - before) / before);
  }

  /** How much an accuracy changed, in points of percent: {@code +0.04 points}. */
  public static String points(double before, double after) {
    return String.format(Locale.ROOT, "%+.2f points", 100 * (after - before));
  }

  /** {@code 1:05} (minutes and seconds) or {@code 2:01:05}. */
  public static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
