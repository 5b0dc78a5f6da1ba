package org.psopruner.pruning.network;

/**
 * The sliding window of a convolution or a pooling layer, all in pixels.
 *
 * @param height rows of the window, at least 1
 * @param width columns of the window, at least 1
 * @param strideY step between rows, at least 1
 * @param strideX step between columns, at least 1
 * @param top padding above, at least 0; likewise {@code left}, {@code bottom} and {@code right}
 */
public record Window(
    int height, int width, int strideY, int strideX, int top, int left, int bottom, int right) {
  public Window {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1) {
      throw new InvalidNetworkException(
          "a window of %d×%d with strides %d×%d is empty or stands still"
              .formatted(height, width, strideY, strideX));
    }
    if (top < 0 || left < 0 || bottom < 0 || right < 0) {
      throw new InvalidNetworkException(
          "paddings (%d, %d, %d, %d) below 0 are not supported"
              .formatted(top, left, bottom, right));
    }
  }

  /** A square window with the same stride and padding on all sides. */
  public static Window square(int size, int stride, int padding) {
    return new Window(size, size, stride, stride, padding, padding, padding, padding);
  }

  /** How many places the window has over an input: rounded down, as ONNX's {@code ceil_mode=0}. */
  Shape over(Shape input, int channels) {
    int rows = Math.floorDiv(input.height() + top + bottom - height, strideY) + 1;
    int columns = Math.floorDiv(input.width() + left + right - width, strideX) + 1;
    return new Shape(channels, rows, columns);
  }

  /** The window's area in pixels. */
  public int area() {
    return height * width;
  }
}
