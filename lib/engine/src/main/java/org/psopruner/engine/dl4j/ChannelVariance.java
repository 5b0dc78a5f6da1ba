package org.psopruner.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean square of each channel's distance from a center: the variance, if that is the mean. */
final class ChannelVariance implements Runnable {
  private final Affine distance;
  private final INDArray center;
  private final INDArray scratch;
  private final Runnable meanSquare;

  /**
   * @param in [n, height, width, channels]
   * @param center [channels], read when this runs
   * @param result [channels]
   */
  ChannelVariance(INDArray in, INDArray center, INDArray result, Arena arena) {
    this.center = center;
    scratch = arena.take(in.shape());
    distance = new Affine(in, scratch, arena);
    meanSquare = new ChannelMean(scratch, result, arena);
    arena.release(scratch);
  }

  @Override
  public void run() {
    distance.center(Arrays.read(center));
    distance.run();
    scratch.muli(scratch);
    meanSquare.run();
  }
}
