package org.psopruner.data;

import org.psopruner.pruning.network.Shape;

/** Images of one size with a class label each. Immutable, and safe for use by several threads. */
public interface LabelledImages {
  /** How many images. */
  int size();

  /** The size of every image. */
  Shape shape();

  /** How many classes; labels lie below. */
  int classes();

  /** The class of an image, from 0 to {@code classes() − 1}. */
  int label(int index);

  /**
   * Copies an image's pixels: unsigned bytes, [channels, height, width], row by row.
   *
   * @param target at least {@code offset + shape().size()} long
   */
  void copyPixels(int index, byte[] target, int offset);
}
