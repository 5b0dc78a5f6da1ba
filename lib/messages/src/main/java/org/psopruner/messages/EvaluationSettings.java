package org.psopruner.messages;

/**
 * How a candidate is evaluated. All of it is part of the evaluation's id.
 *
 * @param validationImages the first so many of the validation set; at least 1
 * @param recalibrationImages training images over which batch norm is recalibrated; at least 0
 * @param batch images at once; from 1 to {@link #MAX_BATCH}
 */
public record EvaluationSettings(int validationImages, int recalibrationImages, int batch) {
  /** The largest batch of an evaluation or of a training step. */
  public static final int MAX_BATCH = 65_536;

  public EvaluationSettings {
    Require.atLeast(1, "validationImages", validationImages);
    Require.atLeast(0, "recalibrationImages", recalibrationImages);
    Require.batch(batch);
  }
}
