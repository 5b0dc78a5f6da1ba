package org.psopruner.messages;

/**
 * How a candidate is evaluated. All of it is part of the evaluation's id.
 *
 * @param validationImages the first so many of the validation set; at least 1
 * @param recalibrationImages training images over which batch norm is recalibrated; at least 0
 * @param batch images at once; at least 1
 */
public record EvaluationSettings(int validationImages, int recalibrationImages, int batch) {
  public EvaluationSettings {
    Require.atLeast(1, "validationImages", validationImages);
    Require.atLeast(0, "recalibrationImages", recalibrationImages);
    Require.atLeast(1, "batch", batch);
  }
}
