package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Window;

/**
 * The gradient of a convolution's weights as matrix products: for each place in the window, the
 * input that it sees, transposed, times the gradient of the output. ND4J's own operation has oneDNN
 * choose Winograd's algorithm for it, which on batches is five times slower.
 */
final class FilterGradient {
  /** Up to so many channels a product for each place would read more than it computes. */
  private static final long FEW_CHANNELS = 4;

  private FilterGradient() {}

  /** Whether the window moves by a pixel, and at each place sees some of the image. */
  static boolean supports(Window window) {
    return window.strideX() == 1
        && window.strideY() == 1
        && Math.max(window.top(), window.bottom()) < window.height()
        && Math.max(window.left(), window.right()) < window.width();
  }

  /**
   * The step that computes it.
   *
   * @param in [n, height, width, channels]
   * @param outGradient [n, height, width, filters]
   * @param gradient [window's height, window's width, channels, filters], to be written
   */
  static Runnable of(
      INDArray in, INDArray outGradient, INDArray gradient, Window window, Arena arena) {
    return Patches.pay(in, outGradient) || in.size(3) <= FEW_CHANNELS
        ? fromPatches(in, outGradient, gradient, window, arena)
        : fromGrids(in, outGradient, gradient, window, arena);
  }

  private static Runnable fromPatches(
      INDArray in, INDArray outGradient, INDArray gradient, Window window, Arena arena) {
    INDArray matrix = Patches.matrix(in, outGradient, window, arena);
    Runnable step =
        Steps.of(
            new Patches(in, outGradient, window, matrix),
            MatrixProduct.of(
                matrix,
                true,
                MatrixProduct.rows(outGradient),
                false,
                Arrays.view(gradient, 0, matrix.size(1), outGradient.size(3))));
    arena.release(matrix);
    return step;
  }

  private static Runnable fromGrids(
      INDArray in, INDArray outGradient, INDArray gradient, Window window, Arena arena) {
    PaddedGrid inputs = PaddedGrid.ofInput(in, window, arena);
    PaddedGrid gradients = PaddedGrid.ofOutput(outGradient, in, window, arena);
    List<Runnable> steps = new ArrayList<>(List.of(inputs, gradients));
    long rows = gradients.matrix().size(0);
    long size = in.size(3) * outGradient.size(3);
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        steps.add(
            MatrixProduct.of(
                Arrays.rows(inputs.matrix(), inputs.step(y, x), rows),
                true,
                gradients.matrix(),
                false,
                Arrays.view(
                    gradient, (y * window.width() + x) * size, in.size(3), outGradient.size(3))));
      }
    }
    inputs.release(arena);
    gradients.release(arena);
    return new Steps(steps);
  }
}
