package org.psopruner.messages;

/**
 * A dataset and how it is read.
 *
 * @param file folder or zip, and the hash of its training part
 * @param validationFraction share of the training images held out for validation, above 0 and at
 *     most 0.5; not used where the dataset brings a validation part
 * @param normalization how pixels become the network's input
 */
public record DatasetReference(
    FileReference file, double validationFraction, NormalizationSettings normalization) {
  public DatasetReference {
    Require.present("file", file);
    Require.present("normalization", normalization);
    Require.that(
        validationFraction > 0 && validationFraction <= 0.5,
        "validationFraction",
        validationFraction,
        "above 0 and at most 0.5");
  }
}
