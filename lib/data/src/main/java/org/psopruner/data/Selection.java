package org.psopruner.data;

import java.util.stream.IntStream;
import org.psopruner.pruning.network.Shape;

/** Some of the images of another collection, in an order of its own. */
final class Selection implements LabelledImages {
  private final LabelledImages images;
  private final int[] indices;

  Selection(LabelledImages images, int[] indices) {
    this.images = images;
    this.indices = indices;
  }

  /** The first {@code count} images, or all if there are fewer. */
  static LabelledImages first(LabelledImages images, int count) {
    return count >= images.size()
        ? images
        : new Selection(images, IntStream.range(0, count).toArray());
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Shape shape() {
    return images.shape();
  }

  @Override
  public int classes() {
    return images.classes();
  }

  @Override
  public int label(int index) {
    return images.label(indices[index]);
  }

  @Override
  public void copyPixels(int index, byte[] target, int offset) {
    images.copyPixels(indices[index], target, offset);
  }
}
