package org.psopruner.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * How bytes become a network's input: {@code (pixel / 255 − mean) / std} for each channel.
 *
 * @param mean one a channel, in units of full brightness
 * @param std one a channel, above 0
 */
public record Normalization(List<Double> mean, List<Double> std) {
  /** The channel means and deviations of CIFAR-10's training images. */
  public static final Normalization CIFAR10 =
      new Normalization(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));

  /** The channel means and deviations that ImageNet models use. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "the normalization has %d means and %d standard deviations; give one of each a channel"
              .formatted(mean.size(), std.size()));
    }
    if (Stream.concat(mean.stream(), std.stream()).anyMatch(v -> !Double.isFinite(v))
        || std.stream().anyMatch(s -> s <= 0)) {
      throw new IllegalArgumentException(
          "the normalization's means (%s) must be finite and its standard deviations (%s) above 0"
              .formatted(mean, std));
    }
  }

  public int channels() {
    return mean.size();
  }
}
