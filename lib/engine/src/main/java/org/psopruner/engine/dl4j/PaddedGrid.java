package org.psopruner.engine.dl4j;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Window;

/**
 * Images one after the other as rows of a matrix, a pixel a row, with rows of zeros between the
 * lines and between the images as wide as a window's padding. Lines and images share these gaps. So
 * a step of the window, in any direction, is the same step along the rows for all pixels of all
 * images, and what leaves an image lands in a gap.
 */
final class PaddedGrid implements Runnable {
  private final INDArray matrix;
  private final BytePointer source;
  private final BytePointer target;
  private final long sourceStart;
  private final long targetStart;
  private final long[] images;
  private final long height;
  private final long width;
  private final long lead;

  /**
   * @param images [n, height, width, channels]
   * @param height lines from one image to the next
   * @param width pixels from one line to the next
   * @param lead rows of zeros before the first pixel
   * @param rows of the whole matrix
   */
  private PaddedGrid(INDArray images, long height, long width, long lead, long rows, Arena arena) {
    this.matrix = arena.take(rows, images.size(3));
    this.source = Arrays.bytes(images);
    this.target = Arrays.bytes(matrix);
    this.sourceStart = source.position();
    this.targetStart = target.position();
    this.images = images.shape();
    this.height = height;
    this.width = width;
    this.lead = lead;
  }

  /** The input of a convolution of stride 1, from a window's first place to its last. */
  static PaddedGrid ofInput(INDArray in, Window window, Arena arena) {
    long width = width(in, window);
    long height = height(in, window);
    return new PaddedGrid(
        in,
        height,
        width,
        window.top() * width + window.left(),
        in.size(0) * height * width + (window.height() - 1) * width + window.width() - 1,
        arena);
  }

  /** Its output, where each row is that at which the input's grid has the same pixel. */
  static PaddedGrid ofOutput(INDArray out, INDArray in, Window window, Arena arena) {
    long width = width(in, window);
    long height = height(in, window);
    return new PaddedGrid(out, height, width, 0, in.size(0) * height * width, arena);
  }

  private static long width(INDArray in, Window window) {
    return in.size(2) + Math.max(window.left(), window.right());
  }

  private static long height(INDArray in, Window window) {
    return in.size(1) + Math.max(window.top(), window.bottom());
  }

  /** Which row of the input's grid a window's place reads where the output's grid has row 0. */
  long step(int row, int column) {
    return row * width + column;
  }

  /** [rows, channels]. */
  INDArray matrix() {
    return matrix;
  }

  void release(Arena arena) {
    arena.release(matrix);
  }

  /** Fills the matrix from the images as they are now. */
  @Override
  public void run() {
    // All of it: to clear the gaps alone takes longer, for they are many and short.
    matrix.assign(0);
    long line = images[2] * images[3] * Float.BYTES;
    long step = width * images[3] * Float.BYTES;
    for (long image = 0; image < images[0]; image++) {
      for (long y = 0; y < images[1]; y++) {
        source.position(sourceStart + (image * images[1] + y) * line);
        target.position(targetStart + lead * images[3] * Float.BYTES + (image * height + y) * step);
        Pointer.memcpy(target, source, line);
      }
    }
  }
}
