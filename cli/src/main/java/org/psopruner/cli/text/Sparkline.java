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
      int top = heights.length() - 1;
      line.append(heights.charAt(span == 0 ? top : (int) Math.round((value - least) / span * top)));
    }
    return line.toString();
  }
}
