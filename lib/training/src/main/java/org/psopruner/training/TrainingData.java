package org.psopruner.training;

import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.Normalization;
import org.psopruner.messages.DatasetReference;

/** A dataset as a reference describes it, with the way its pixels become a network's input. */
record TrainingData(Dataset dataset, Normalization normalization) {
  /**
   * Reads the dataset.
   *
   * @throws org.psopruner.data.DatasetException if it is not the one that is meant
   */
  static TrainingData open(DatasetReference reference) {
    Dataset dataset =
        Dataset.open(reference.file().path(), new DatasetSettings(reference.validationFraction()))
            .verify(reference.file().sha256());
    return new TrainingData(
        dataset,
        new Normalization(reference.normalization().mean(), reference.normalization().std()));
  }
}
