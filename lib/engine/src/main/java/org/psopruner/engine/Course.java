package org.psopruner.engine;

import java.util.Optional;

/** A {@link Race} over a number of images. Not safe for use by several threads at once. */
public final class Course {
  private final double toBeat;
  private final int all;
  private final Optional<StoppingBoundary> boundary;

  Course(double toBeat, int all, Optional<StoppingBoundary> boundary) {
    this.toBeat = toBeat;
    this.all = all;
    this.boundary = boundary;
  }

  /**
   * Whether some images are left, but need not be looked at.
   *
   * @param found after a whole number of batches, or all images
   */
  public boolean isLost(Evaluation found) {
    return found.images() < all
        && (found.accuracyAtMost(all) <= toBeat
            || boundary.filter(likely -> likely.isCrossed(found)).isPresent());
  }
}
