package org.psopruner.messages;

import java.util.List;

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
}
