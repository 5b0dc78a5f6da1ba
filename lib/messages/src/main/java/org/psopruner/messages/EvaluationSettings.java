package org.psopruner.messages;

import java.util.Optional;

/**
 * How a candidate is evaluated. All of it is part of the evaluation's id.
 *
 * @param validationImages the first so many of the validation set; at least 1
 * @param recalibrationImages training images over which batch norm is recalibrated; at least 0
 * @param batch images at once; from 1 to {@link #MAX_BATCH}
 * @param fineTuning what is trained before, if anything is
 */
public record EvaluationSettings(
    int validationImages, int recalibrationImages, int batch, Optional<FineTuning> fineTuning) {
  /** The largest batch of an evaluation or of a training step. */
  public static final int MAX_BATCH = 65_536;

  public EvaluationSettings {
    Require.atLeast(1, "validationImages", validationImages);
    Require.atLeast(0, "recalibrationImages", recalibrationImages);
    Require.batch(batch);
    Require.present("fineTuning", fineTuning);
  }

  /** Nothing is trained. */
  public EvaluationSettings(int validationImages, int recalibrationImages, int batch) {
    this(validationImages, recalibrationImages, batch, Optional.empty());
  }

  /**
   * A little training of a candidate, on the first images of the training set, a batch a step: its
   * accuracy then says more about what retraining will make of it.
   *
   * @param steps at least 1; where the training set has fewer batches, as many passes over it as
   *     are needed
   * @param learningRate at the first step, above 0 and below 100; it falls to zero along half a
   *     cosine
   */
  public record FineTuning(int steps, double learningRate) {
    public FineTuning {
      Require.atLeast(1, "steps", steps);
      Require.that(
          learningRate > 0 && learningRate < 100,
          "learningRate",
          learningRate,
          "above 0 and below 100");
    }
  }
}
