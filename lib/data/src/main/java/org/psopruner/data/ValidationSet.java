package org.psopruner.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The images on which candidates and epochs are compared, in a fixed shuffled order. */
public final class ValidationSet extends ImagePart {
  ValidationSet(LabelledImages images) {
    super(images);
  }

  /** The first {@code count} images, or all if there are fewer. */
  public ValidationSet first(int count) {
    return new ValidationSet(firstImages(count));
  }

  /**
   * The same images in another order.
   *
   * @param order where each is now: the numbers below {@link #size}, each once
   */
  public ValidationSet inOrder(int[] order) {
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, size()).toArray())) {
      throw new IllegalArgumentException(
          "order is %s; it must hold each number below %d once"
              .formatted(Arrays.toString(order), size()));
    }
    return new ValidationSet(new Selection(this, order.clone()));
  }
}
