package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * For each channel {@code factor · (in − center) + offset}: a batch normalisation with variance 1,
 * which oneDNN does in one pass.
 */
final class Affine implements Runnable {
  private final Runnable operation;
  private final INDArray factor;
  private final INDArray offset;
  private final INDArray center;

  /** To be given its numbers before it runs. */
  Affine(INDArray in, INDArray out, Arena arena) {
    long channels = in.size(3);
    INDArray variance = arena.keep(channels).assign(1);
    center = arena.keep(channels);
    factor = arena.keep(channels);
    offset = arena.keep(channels);
    operation =
        new Operation(
            "batchnorm",
            List.of(in, center, variance, factor, offset),
            List.of(out),
            new double[] {0},
            1,
            1,
            3);
  }

  /** Makes the next runs subtract these centers, one a channel, and no more. */
  void center(float[] centers) {
    Arrays.write(centers, center);
    factor.assign(1);
    offset.assign(0);
  }

  /**
   * Changes the numbers for the next run.
   *
   * @param centers one a channel, as are the factors and the offsets
   */
  void set(float[] centers, float[] factors, float[] offsets) {
    Arrays.write(centers, center);
    Arrays.write(factors, factor);
    Arrays.write(offsets, offset);
  }

  @Override
  public void run() {
    operation.run();
  }
}
