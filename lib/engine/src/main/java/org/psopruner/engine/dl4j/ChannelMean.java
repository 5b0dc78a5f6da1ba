package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel, over images and pixels: each image's by average pooling, then theirs by
 * a product with a vector. ND4J's reductions are slow along the axes that this layout has.
 */
final class ChannelMean implements Runnable {
  private final Runnable steps;

  /**
   * @param in [n, height, width, channels]
   * @param result [channels]
   */
  ChannelMean(INDArray in, INDArray result, Arena arena) {
    long images = in.size(0);
    long channels = in.size(3);
    INDArray means = arena.take(images, 1, 1, channels);
    INDArray shares = arena.keep(1, images).assign(1.0 / images);
    Runnable pool =
        new Operation(
            "avgpool2d",
            List.of(in),
            List.of(means),
            in.size(1),
            in.size(2),
            1,
            1,
            0,
            0,
            1,
            1,
            0,
            1,
            1);
    Runnable product =
        new Operation(
            "matmul",
            List.of(shares, Arrays.view(means, 0, images, channels)),
            List.of(Arrays.view(result, 0, 1, channels)));
    steps = Steps.of(pool, product);
    arena.release(means);
  }

  @Override
  public void run() {
    steps.run();
  }
}
