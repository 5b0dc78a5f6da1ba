package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.EvaluationSettings.FineTuning;

/**
 * On what structures are to be evaluated, before it is known how many images there are.
 *
 * @param validationImages empty for {@link #DEFAULT_VALIDATION_IMAGES}, or all where there are
 *     fewer
 * @param recalibrationImages training images over which batch norm is recalibrated before
 * @param batch images at once
 * @param fineTuning what is trained before, if anything is
 */
public record EvaluationRequest(
    Optional<Integer> validationImages,
    int recalibrationImages,
    int batch,
    Optional<FineTuning> fineTuning) {
  static final int DEFAULT_VALIDATION_IMAGES = 1_000;

  /** Nothing is trained before. */
  public EvaluationRequest(Optional<Integer> validationImages, int recalibrationImages, int batch) {
    this(validationImages, recalibrationImages, batch, Optional.empty());
  }

  /**
   * The settings where there are so many validation images.
   *
   * @throws BadInputException if there are fewer than asked for
   */
  public EvaluationSettings within(int available) {
    validationImages
        .filter(wanted -> wanted > available)
        .ifPresent(
            wanted -> {
              throw new BadInputException(
                  "--validation-images is %d, but there are %d; give at most that, or a larger --validation-fraction"
                      .formatted(wanted, available));
            });
    return new EvaluationSettings(
        validationImages.orElse(Math.min(DEFAULT_VALIDATION_IMAGES, available)),
        recalibrationImages,
        batch,
        fineTuning);
  }
}
