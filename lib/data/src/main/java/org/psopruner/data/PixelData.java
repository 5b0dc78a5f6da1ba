package org.psopruner.data;

import org.psopruner.pruning.network.Shape;

/** Images as they were read: all pixels in one array. */
final class PixelData extends Labels {
  /** The longest array there is. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final byte[] pixels;

  /**
   * Takes the arrays over.
   *
   * @param pixels unsigned bytes, [n, channels, height, width]
   * @param labels [n], each from 0 to {@code classes − 1}
   */
  PixelData(Shape shape, int classes, byte[] pixels, int[] labels) {
    super(shape, classes, labels);
    this.pixels = pixels;
  }

  /**
   * Checks, before anything large is allocated, that images will fit one array, and the heap if
   * they are to be kept.
   *
   * @param what what is read, for the message
   * @param images how many
   */
  static void requireRoom(String what, long images, Shape shape, Pixels pixels) {
    long heap = Runtime.getRuntime().maxMemory() / 4 * 3;
    boolean small = pixels == Pixels.KEPT && heap < MOST_BYTES;
    long room = small ? heap : MOST_BYTES;
    long bytes = Math.multiplyExact(images, (long) shape.size());
    if (bytes > room) {
      throw new DatasetException(
          "%s: %s images of %s take %s MiB, but there is room for %s MiB; use fewer or smaller images%s"
              .formatted(
                  what,
                  images,
                  shape,
                  bytes >> 20,
                  room >> 20,
                  small ? ", or give Java more memory (-Xmx)" : ""));
    }
  }

  @Override
  public void copyPixels(int index, byte[] target, int offset) {
    int size = shape().size();
    System.arraycopy(pixels, Math.multiplyExact(index, size), target, offset, size);
  }
}
