package org.psopruner.engine.data;

/** The images on which candidates and epochs are compared, in a fixed shuffled order. */
public final class ValidationSet extends ImagePart {
  ValidationSet(LabelledImages images) {
    super(images);
  }

  /** The first {@code count} images, or all if there are fewer. */
  public ValidationSet first(int count) {
    return new ValidationSet(firstImages(count));
  }
}
