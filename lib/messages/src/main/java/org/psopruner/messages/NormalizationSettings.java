package org.psopruner.messages;

import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code (pixel / 255 − mean) / std} for each channel.
 *
 * @param mean one a channel
 * @param std one a channel, above 0
 */
public record NormalizationSettings(List<Double> mean, List<Double> std) {
  public NormalizationSettings {
    mean = Require.each("mean", mean, Double::isFinite, "a finite number");
    std = Require.each("std", std, s -> Double.isFinite(s) && s > 0, "a number above 0");
    Require.that(
        !mean.isEmpty() && mean.size() == std.size(), "mean", mean, "as long as std, " + std);
  }

  /** As decimals, so that 0.4914f becomes 0.4914 again. */
  public static NormalizationSettings of(float[] mean, float[] std) {
    return new NormalizationSettings(list(mean), list(std));
  }

  private static List<Double> list(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Double.valueOf(Float.toString(values[i])))
        .toList();
  }
}
