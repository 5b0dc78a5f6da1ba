package org.psopruner.data;

import org.psopruner.pruning.network.Shape;

/**
 * A part of a dataset with a purpose of its own. Each purpose is a type of its own, so that a
 * method says with its parameter which images it may see.
 */
public abstract class ImagePart implements LabelledImages {
  private final LabelledImages images;

  protected ImagePart(LabelledImages images) {
    this.images = images;
  }

  /** The first {@code count} images, or all if there are fewer. */
  final LabelledImages firstImages(int count) {
    return Selection.first(images, count);
  }

  @Override
  public final int size() {
    return images.size();
  }

  @Override
  public final Shape shape() {
    return images.shape();
  }

  @Override
  public final int classes() {
    return images.classes();
  }

  @Override
  public final int label(int index) {
    return images.label(index);
  }

  @Override
  public final void copyPixels(int index, byte[] target, int offset) {
    images.copyPixels(index, target, offset);
  }
}
