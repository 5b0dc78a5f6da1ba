package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import picocli.CommandLine.Option;

/** On what each structure is evaluated. */
public final class EvaluationOptions {
  private static final int MAX_IMAGES = 100_000_000;

  @Option(
      names = "--validation-images",
      paramLabel = "N",
      description =
          "Images of the validation set on which each structure is evaluated (default: "
              + EvaluationRequest.DEFAULT_VALIDATION_IMAGES
              + ", or all where there are fewer).")
  private Integer validationImages;

  @Option(
      names = "--recalibration-images",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Training images over which batch norm is recalibrated before (default:"
              + " ${DEFAULT-VALUE}).")
  private int recalibrationImages;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  /**
   * What was asked for.
   *
   * @param fineTuning what is trained before, if anything is
   */
  public EvaluationRequest request(Optional<FineTuning> fineTuning) {
    return new EvaluationRequest(
        Optional.ofNullable(validationImages)
            .map(images -> Range.check("--validation-images", images, 1, MAX_IMAGES)),
        Range.check("--recalibration-images", recalibrationImages, 0, MAX_IMAGES),
        Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH),
        fineTuning);
  }
}
