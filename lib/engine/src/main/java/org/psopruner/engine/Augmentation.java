package org.psopruner.engine;

/**
 * How images are changed at random before each is trained on.
 *
 * @param cropPadding pixels of black padding from which a crop of the original size is taken; from
 *     0 (none) to 64
 * @param flip whether to mirror half of the images left to right
 * @param cutout side in pixels of a square that is blanked out, its centre anywhere in the image
 *     (DeVries and Taylor 2017); from 0 (none) to 1,024
 * @param mixup each image is mixed with another one of its batch, labels likewise, in a proportion
 *     drawn from Beta(mixup, mixup) (Zhang et al. 2018); from 0 (none) to 1
 */
public record Augmentation(int cropPadding, boolean flip, int cutout, double mixup) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false, 0, 0);

  public Augmentation {
    TrainingRecipe.require(
        cropPadding >= 0 && cropPadding <= 64, "cropPadding", cropPadding, "from 0 to 64");
    TrainingRecipe.require(cutout >= 0 && cutout <= 1024, "cutout", cutout, "from 0 to 1,024");
    TrainingRecipe.require(mixup >= 0 && mixup <= 1, "mixup", mixup, "from 0 to 1");
  }
}
