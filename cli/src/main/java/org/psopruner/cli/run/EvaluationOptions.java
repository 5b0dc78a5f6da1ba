package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.messages.EvaluationSettings;
import picocli.CommandLine.Option;

/** On what each structure is evaluated. */
public final class EvaluationOptions {
  private static final int MAX_IMAGES = 100_000_000;
  private static final double FINE_TUNE_LEARNING_RATE = 0.02;

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

  @Option(
      names = "--fine-tune-steps",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Steps of training, of a batch each, before a structure is evaluated (default:"
              + " ${DEFAULT-VALUE}).")
  private int fineTuneSteps;

  @Option(
      names = "--fine-tune-learning-rate",
      paramLabel = "X",
      description = "At the first of these steps (default: " + FINE_TUNE_LEARNING_RATE + ").")
  private Double fineTuneLearningRate;

  /** What was asked for. */
  public EvaluationRequest request() {
    return new EvaluationRequest(
        Optional.ofNullable(validationImages)
            .map(images -> Range.check("--validation-images", images, 1, MAX_IMAGES)),
        Range.check("--recalibration-images", recalibrationImages, 0, MAX_IMAGES),
        Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH),
        fineTuning());
  }

  private Optional<EvaluationSettings.FineTuning> fineTuning() {
    double rate =
        Range.learningRate(
            "--fine-tune-learning-rate",
            fineTuneLearningRate == null ? FINE_TUNE_LEARNING_RATE : fineTuneLearningRate);
    int steps = Range.check("--fine-tune-steps", fineTuneSteps, 0, MAX_IMAGES);
    Steps.requireThem(
        "--fine-tune-learning-rate", fineTuneLearningRate, steps > 0, "--fine-tune-steps");
    return steps == 0
        ? Optional.empty()
        : Optional.of(new EvaluationSettings.FineTuning(steps, rate));
  }
}
