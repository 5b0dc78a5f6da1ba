package org.psopruner.cli.text;

import java.util.regex.Pattern;

/** The ids of evaluations: SHA-256, as lower-case hexadecimal digits. */
public final class EvaluationIds {
  /** How many digits one has. */
  public static final int DIGITS = 64;

  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{1," + DIGITS + "}");

  private EvaluationIds() {}

  /** Whether the text is an id. */
  public static boolean isWhole(String text) {
    return text.length() == DIGITS && isBeginning(text);
  }

  /** Whether an id can begin so, or be that. */
  public static boolean isBeginning(String text) {
    return BEGINNING.matcher(text).matches();
  }
}
