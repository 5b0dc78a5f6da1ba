package org.psopruner.engine;

import org.psopruner.data.LabelledImages;

/**
 * Images as a network's input: {@code (pixel / 255 − mean) / std} for each channel, [channels,
 * height, width]. Not safe for use by several threads at once.
 */
public final class NormalizedImages {
  private static final int BYTE_VALUES = 256;

  private final LabelledImages images;
  private final float[][] valueOf;
  private final byte[] pixels;

  /**
   * @throws IllegalArgumentException if the normalization is for another number of channels
   */
  public NormalizedImages(LabelledImages images, Normalization normalization) {
    int channels = images.shape().channels();
    if (normalization.channels() != channels) {
      throw new IllegalArgumentException(
          "the normalization is for %s channels, but the images have %s; give one mean and one standard deviation a channel"
              .formatted(normalization.channels(), channels));
    }
    this.images = images;
    this.pixels = new byte[images.shape().size()];
    this.valueOf = new float[channels][BYTE_VALUES];
    for (int c = 0; c < channels; c++) {
      for (int pixel = 0; pixel < BYTE_VALUES; pixel++) {
        double brightness = pixel / 255.0;
        valueOf[c][pixel] =
            (float) ((brightness - normalization.mean().get(c)) / normalization.std().get(c));
      }
    }
  }

  /**
   * Writes the images {@code from} to {@code from + n − 1} to the start of {@code target}.
   *
   * @param target at least {@code n · shape().size()} long
   */
  public void copy(int from, int n, float[] target) {
    int area = images.shape().area();
    for (int i = 0; i < n; i++) {
      images.copyPixels(from + i, pixels, 0);
      for (int j = 0; j < pixels.length; j++) {
        target[i * pixels.length + j] = valueOf[j / area][Byte.toUnsignedInt(pixels[j])];
      }
    }
  }
}
