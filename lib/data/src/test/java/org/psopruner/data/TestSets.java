package org.psopruner.data;

import org.psopruner.pruning.network.Shape;

/** Sets of images that a test makes up. */
public final class TestSets {
  private TestSets() {}

  /**
   * A set of these images.
   *
   * @param pixels [n, channels, height, width]
   */
  public static TrainingSet training(Shape shape, int classes, byte[] pixels, int[] labels) {
    return new TrainingSet(new PixelData(shape, classes, pixels, labels));
  }

  /**
   * A set of these images.
   *
   * @param pixels [n, channels, height, width]
   */
  public static ValidationSet validation(Shape shape, int classes, byte[] pixels, int[] labels) {
    return new ValidationSet(new PixelData(shape, classes, pixels, labels));
  }
}
