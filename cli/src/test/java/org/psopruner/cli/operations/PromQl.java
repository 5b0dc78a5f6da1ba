package org.psopruner.cli.operations;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions of Prometheus' query language, as far as which metrics they are about. */
final class PromQl {
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");

  /** Matchers and durations. */
  private static final Pattern BRACKETED = Pattern.compile("\\{[^}]*}|\\[[^]]*]");

  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  /** Numbers, and times after {@code offset}. */
  private static final Pattern NUMBER = Pattern.compile("\\b[0-9][0-9.a-zA-Z]*");

  /** No function: those are followed by a bracket. */
  private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");

  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private PromQl() {}

  /** The metrics that an expression is about. */
  static Set<String> metrics(String expression) {
    String rest = expression;
    for (Pattern other : new Pattern[] {QUOTED, BRACKETED, LABELS, NUMBER}) {
      rest = other.matcher(rest).replaceAll(" ");
    }
    Set<String> metrics = new TreeSet<>();
    Matcher names = NAME.matcher(rest);
    while (names.find()) {
      metrics.add(names.group());
    }
    metrics.removeAll(WORDS);
    return metrics;
  }
}
