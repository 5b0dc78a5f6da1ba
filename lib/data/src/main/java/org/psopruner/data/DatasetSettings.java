package org.psopruner.data;

/**
 * How a dataset is split.
 *
 * @param validationFraction share of each class's training images that is kept for validation where
 *     the data bring no validation images of their own; above 0, at most 0.5
 */
public record DatasetSettings(double validationFraction) {
  /** A tenth for validation. */
  public static final DatasetSettings DEFAULT = new DatasetSettings(0.1);

  public DatasetSettings {
    if (!(validationFraction > 0 && validationFraction <= 0.5)) {
      throw new IllegalArgumentException(
          "the validation fraction is %s; it must be above 0 and at most 0.5"
              .formatted(validationFraction));
    }
  }
}
