package org.psopruner.training;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Normalization;

/** The brightness of training images. */
public final class ChannelStatistics {
  private static final double DECIMALS = 1e4;

  /** One step of a byte, for channels that are the same everywhere. */
  private static final double LEAST_DEVIATION = 1 / 255.0;

  private ChannelStatistics() {}

  /**
   * The normalization that gives each channel mean 0 and standard deviation 1 over all training
   * images: rounded to four decimals, as such figures are published.
   */
  public static Normalization normalization(TrainingSet images) {
    int channels = images.shape().channels();
    int area = images.shape().area();
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    byte[] pixels = new byte[images.shape().size()];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, pixels, 0);
      for (int j = 0; j < pixels.length; j++) {
        double brightness = Byte.toUnsignedInt(pixels[j]) / 255.0;
        sums[j / area] += brightness;
        squares[j / area] += brightness * brightness;
      }
    }
    double count = (double) images.size() * area;
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      double mean = sums[c] / count;
      means.add(rounded(mean));
      double variance = Math.max(0, squares[c] / count - mean * mean);
      deviations.add(rounded(Math.max(LEAST_DEVIATION, Math.sqrt(variance))));
    }
    return new Normalization(means, deviations);
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / DECIMALS;
  }
}
