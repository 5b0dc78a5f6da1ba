package org.psopruner.cli.text;

import java.nio.charset.Charset;
import java.util.List;

/**
 * Numbers as a row of characters of different heights.
 *
 * @param heights the characters, the lowest first; at least two
 */
public record Sparkline(String heights) {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.-=*#";

  /** Of blocks where the output can show them, else of other signs. */
  public static Sparkline in(Charset charset) {
    return new Sparkline(charset.newEncoder().canEncode(BLOCKS) ? BLOCKS : ASCII);
  }

  /**
   * The line of some numbers, from the least, which is lowest, to the largest. If they are more
   * than fit, each character stands for the largest of several.
   *
   * @param width at most so many characters, at least 1
   */
  public String of(List<Double> values, int width) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(0);
    double span = values.stream().mapToDouble(v -> v).max().orElse(0) - least;
    int columns = Math.min(width, values.size());
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      int from = (int) ((long) column * values.size() / columns);
      int to = (int) ((long) (column + 1) * values.size() / columns);
      double value = values.subList(from, to).stream().mapToDouble(v -> v).max().orElseThrow();
      line.append(at(span == 0 ? 1 : (value - least) / span));
    }
    return line.toString();
  }

  /**
   * One character a number, in a range; what lies outside is shown as the end that it lies beyond.
   */
  public String of(List<Double> values, double low, double high) {
    StringBuilder line = new StringBuilder();
    values.forEach(value -> line.append(at(high > low ? (value - low) / (high - low) : 0)));
    return line.toString();
  }

  private char at(double share) {
    int top = heights.length() - 1;
    return heights.charAt((int) Math.round(Math.max(0, Math.min(1, share)) * top));
  }
}
