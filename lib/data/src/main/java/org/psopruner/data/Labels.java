package org.psopruner.data;

import org.psopruner.pruning.network.Shape;

/** Images of which all is known but their pixels, unless a subclass has them. */
class Labels implements LabelledImages {
  private final Shape shape;
  private final int classes;
  private final int[] labels;

  /**
   * Takes the array over.
   *
   * @param labels each from 0 to {@code classes − 1}
   */
  Labels(Shape shape, int classes, int[] labels) {
    this.shape = shape;
    this.classes = classes;
    this.labels = labels;
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final int size() {
    return labels.length;
  }

  @Override
  public final int label(int index) {
    return labels[index];
  }

  @Override
  public void copyPixels(int index, byte[] target, int offset) {
    throw new UnsupportedOperationException("the pixels were not kept");
  }
}
