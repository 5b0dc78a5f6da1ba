package org.psopruner.training.architecture;

import java.util.Locale;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** The networks that can be trained from scratch. */
public enum Architecture {
  /**
   * Configuration A of Simonyan and Zisserman (2015), with batch norm and one hidden dense layer.
   */
  VGG11,
  /**
   * Configuration D of Simonyan and Zisserman (2015), with batch norm and one hidden dense layer.
   */
  VGG16,
  /**
   * The residual network for CIFAR-10 of He et al. (2016), section 4.2, with n = 3. Its shortcuts
   * to more channels are 1×1 projections (the paper's option B), where the paper pads with zeros
   * (option A), for which our networks have no layer.
   */
  RESNET20;

  private static final int MAXIMUM_PIXELS = 1_024;

  /** Its name: {@code "vgg16"}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The network with random weights after He et al. (2015).
   *
   * @param image the size of the images, with any number of channels
   * @param classes at least 2
   * @param seed fixes the weights, on every machine
   * @throws ImageSizeException if height or width is too small or too large; see {@link
   *     #requireFit}
   */
  public Network network(Shape image, int classes, long seed) {
    requireFit(image);
    return blueprint().draw(new Draft(image, seed), classes);
  }

  /**
   * Checks an image size.
   *
   * @throws ImageSizeException if nothing would be left of the image after the last stage, or if it
   *     has more than 1,024 rows or columns, which these networks are not made for
   */
  public void requireFit(Shape image) {
    int minimum = blueprint().minimumPixels();
    if (Math.min(image.height(), image.width()) < minimum
        || Math.max(image.height(), image.width()) > MAXIMUM_PIXELS) {
      throw new ImageSizeException(
          "the images are %d×%d pixels, but %s takes images from %d×%d to %d×%d"
              .formatted(
                  image.height(),
                  image.width(),
                  this,
                  minimum,
                  minimum,
                  MAXIMUM_PIXELS,
                  MAXIMUM_PIXELS));
    }
  }

  private Blueprint blueprint() {
    return switch (this) {
      case VGG11 -> new Vgg(1, 1, 2, 2, 2);
      case VGG16 -> new Vgg(2, 2, 3, 3, 3);
      case RESNET20 -> new ResNet(3);
    };
  }
}
