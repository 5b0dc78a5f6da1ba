package org.psopruner.pruning.network;

/**
 * The size of one example's activation, without the batch axis. After a flatten or a dense layer,
 * height and width are 1 and {@code channels} counts the features.
 *
 * @param channels at least 1
 * @param height rows in pixels, at least 1
 * @param width columns in pixels, at least 1
 */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new InvalidNetworkException(
          "the shape %d×%d×%d has an empty axis".formatted(channels, height, width));
    }
  }

  /** Pixels of one channel: height × width. */
  public int area() {
    return Math.multiplyExact(height, width);
  }

  /** Values of one example: channels × height × width. */
  public int size() {
    return Math.multiplyExact(channels, area());
  }

  @Override
  public String toString() {
    return channels + "×" + height + "×" + width;
  }
}
