package org.psopruner.messages;

/**
 * How training images are changed at random.
 *
 * @param cropPadding pixels, from 0 to 64
 * @param flip whether to mirror half of the images
 * @param cutout side of a blanked-out square in pixels, from 0 (none) to 1,024
 * @param mixup parameter of the Beta distribution of mixing proportions, from 0 (none) to 1
 */
public record AugmentationSettings(int cropPadding, boolean flip, int cutout, double mixup) {
  public AugmentationSettings {
    Require.that(cropPadding >= 0 && cropPadding <= 64, "cropPadding", cropPadding, "from 0 to 64");
    Require.that(cutout >= 0 && cutout <= 1024, "cutout", cutout, "from 0 to 1,024");
    Require.that(mixup >= 0 && mixup <= 1, "mixup", mixup, "from 0 to 1");
  }
}
