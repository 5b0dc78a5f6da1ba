package org.psopruner.cli.text;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Numbers as a row of bars, one character each.
 *
 * @param levels the characters from the lowest bar to the highest
 * @param low what the lowest stands for
 * @param high what the highest stands for
 */
public record Sparkline(String levels, double low, double high) {
  private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final String LETTERS = "_.-=+*%#";

  /** Bars of blocks where the output can show them, else of other characters. */
  public static Sparkline in(Charset charset, double low, double high) {
    return new Sparkline(charset.newEncoder().canEncode(BLOCKS) ? BLOCKS : LETTERS, low, high);
  }

  /** One character a number; what lies outside is shown as the end that it lies beyond. */
  public String of(List<Double> values) {
    return values.stream().map(this::level).collect(Collectors.joining());
  }

  private String level(double value) {
    double share = high > low ? (value - low) / (high - low) : 0;
    int level = (int) Math.round(Math.max(0, Math.min(1, share)) * (levels.length() - 1));
    return levels.substring(level, level + 1);
  }
}
