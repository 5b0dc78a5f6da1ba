package org.psopruner.data;

import java.util.SplittableRandom;
import org.psopruner.pruning.network.Shape;

/** Images of random pixels with random labels: for benchmarks, which need no data then. */
public final class Noise {
  private Noise() {}

  /** The same call gives the same images. */
  public static ValidationSet validation(Shape shape, int classes, int images) {
    return new ValidationSet(images(shape, classes, images));
  }

  /** The same call gives the same images. */
  public static TrainingSet training(Shape shape, int classes, int images) {
    return new TrainingSet(images(shape, classes, images));
  }

  private static LabelledImages images(Shape shape, int classes, int images) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[Math.multiplyExact(images, shape.size())];
    random.nextBytes(pixels);
    return new PixelData(shape, classes, pixels, random.ints(images, 0, classes).toArray());
  }
}
