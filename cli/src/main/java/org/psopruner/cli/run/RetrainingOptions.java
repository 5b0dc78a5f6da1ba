package org.psopruner.cli.run;

import org.psopruner.cli.Range;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Option;

/** How to train. */
public final class RetrainingOptions {
  private static final int MAX_EPOCHS = 100_000;
  private static final int MAX_CROP_PADDING = 64;
  private static final int MAX_CUTOUT = 1_024;
  private static final double WARMUP_SHARE = 0.1;
  private static final int AVERAGED_PART = 4;

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

  @Option(
      names = "--cutout",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Side in pixels of a square blanked out in each image; 0 for none (default: ${DEFAULT-VALUE}).")
  private int cutout;

  @Option(
      names = "--mixup",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "Mix images, and labels likewise, in proportions from Beta(X, X); 0 for none (default: ${DEFAULT-VALUE}).")
  private double mixup;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      defaultValue = "0",
      description = "Share of a label that is spread over all classes (default: ${DEFAULT-VALUE}).")
  private double labelSmoothing;

  @Option(
      names = "--distillation",
      paramLabel = "X",
      defaultValue = "0.5",
      description =
          "Weight of what the baseline says against what the labels say; 0 for the labels alone"
              + " (default: ${DEFAULT-VALUE}).")
  private double distillation;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "4",
      description = "Softens what the baseline says (default: ${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--average-epochs",
      paramLabel = "N",
      description =
          "The last epochs, whose weights are averaged; 0 for no average (default: a quarter of the epochs).")
  private Integer averageEpochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop after as many epochs in a row without a better validation accuracy; 0 for never"
              + " (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--fold-batch-norm",
      description = "Export a network whose batch norms are folded into the layers before them.")
  private boolean foldBatchNorm;

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
        Range.learningRate("--learning-rate", learningRate),
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
        Range.check(
            "--label-smoothing",
            labelSmoothing,
            labelSmoothing >= 0 && labelSmoothing < 1,
            "from 0 to below 1"),
        new AugmentationSettings(
            Range.check("--crop-padding", cropPadding, 0, MAX_CROP_PADDING),
            !noFlip,
            Range.check("--cutout", cutout, 0, MAX_CUTOUT),
            Range.check("--mixup", mixup, mixup >= 0 && mixup <= 1, "from 0 to 1")),
        new DistillationSettings(
            Range.check(
                "--distillation",
                distillation,
                distillation >= 0 && distillation <= 1,
                "from 0 to 1"),
            Range.check(
                "--temperature",
                temperature,
                temperature > 0 && temperature <= 100,
                "above 0 and at most 100")),
        averageEpochs == null
            ? epochs / AVERAGED_PART
            : Range.check("--average-epochs", averageEpochs, 0, epochs),
        Range.check("--patience", patience, 0, MAX_EPOCHS),
        foldBatchNorm,
        seed);
  }
}
