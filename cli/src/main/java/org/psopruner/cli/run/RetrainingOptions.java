package org.psopruner.cli.run;

import org.psopruner.cli.Range;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Option;

/** How to train. */
public final class RetrainingOptions {
  private static final int MAX_EPOCHS = 100_000;
  private static final int MAX_CROP_PADDING = 64;
  private static final double WARMUP_SHARE = 0.1;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "Epochs of training; 0 for none (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.05",
      description = "At its peak (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      defaultValue = "0.9",
      description = "Nesterov's (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      defaultValue = "5e-4",
      description = "L2 (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--warmup-epochs",
      paramLabel = "X",
      description = "Until the peak (default: a tenth of the epochs).")
  private Double warmupEpochs;

  @Option(
      names = "--crop-padding",
      paramLabel = "N",
      defaultValue = "4",
      description = "Pixels around an image for random crops (default: ${DEFAULT-VALUE}).")
  private int cropPadding;

  @Option(names = "--no-flip", description = "Mirror no images.")
  private boolean noFlip;

  /**
   * Checks all of it.
   *
   * @param batch images a step
   * @param seed fixes order and augmentation
   * @throws org.psopruner.cli.BadInputException if something is out of range
   */
  public RetrainingSettings settings(int batch, long seed) {
    Range.check("--epochs", epochs, 0, MAX_EPOCHS);
    double warmup = warmupEpochs == null ? WARMUP_SHARE * epochs : warmupEpochs;
    return new RetrainingSettings(
        epochs,
        batch,
        Range.check(
            "--learning-rate",
            learningRate,
            learningRate > 0 && learningRate < 100,
            "above 0 and below 100"),
        Range.check("--momentum", momentum, momentum >= 0 && momentum < 1, "from 0 to below 1"),
        Range.check(
            "--weight-decay",
            weightDecay,
            weightDecay >= 0 && weightDecay < 1,
            "from 0 to below 1"),
        Range.check(
            "--warmup-epochs",
            warmup,
            warmup == 0 || (warmup > 0 && warmup < epochs),
            "0, or above it and below the epochs, %d".formatted(epochs)),
        Range.check("--crop-padding", cropPadding, 0, MAX_CROP_PADDING),
        !noFlip,
        seed);
  }
}
