package org.psopruner.data;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * A division of images into training and validation, each in a shuffled order, the same on every
 * machine. Stratified: each class gives the same share of its images, rounded, but keeps at least
 * one and gives at least one.
 *
 * @param training some of the images
 * @param validation the others
 */
record Split(LabelledImages training, LabelledImages validation) {
  private static final long SEED = 20201201;

  /**
   * Splits.
   *
   * @param fraction share for validation, above 0 and at most 0.5
   */
  static Split of(LabelledImages images, double fraction) {
    int[] left = new int[images.classes()];
    IntStream.range(0, images.size()).forEach(i -> left[images.label(i)]++);
    for (int c = 0; c < left.length; c++) {
      left[c] = Math.max(1, (int) Math.round(left[c] * fraction));
    }
    int[] order = shuffled(images.size());
    boolean[] chosen = new boolean[images.size()];
    for (int i : order) {
      chosen[i] = left[images.label(i)]-- > 0;
    }
    return new Split(
        new Selection(images, IntStream.of(order).filter(i -> !chosen[i]).toArray()),
        new Selection(images, IntStream.of(order).filter(i -> chosen[i]).toArray()));
  }

  /** All images in the order that a split would have them in. */
  static LabelledImages shuffled(LabelledImages images) {
    return new Selection(images, shuffled(images.size()));
  }

  /** 0 to n − 1 in a shuffled order (Fisher and Yates) that depends on n alone. */
  private static int[] shuffled(int n) {
    Random random = new Random(SEED);
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
