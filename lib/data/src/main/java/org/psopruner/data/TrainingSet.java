package org.psopruner.data;

/**
 * The images that weights and batch-norm statistics may be fitted to, in a fixed shuffled order.
 */
public final class TrainingSet extends ImagePart {
  TrainingSet(LabelledImages images) {
    super(images);
  }

  /** The first {@code count} images, or all if there are fewer. */
  public TrainingSet first(int count) {
    return new TrainingSet(firstImages(count));
  }
}
