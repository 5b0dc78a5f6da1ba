package org.psopruner.messages;

/**
 * How the global best is retrained and exported: SGD with Nesterov momentum, warm-up and cosine.
 *
 * @param epochs at least 0; 0 exports the recalibrated network as it is
 * @param batch images a step, from 1 to {@link EvaluationSettings#MAX_BATCH}
 * @param learningRate at its peak, above 0
 * @param momentum from 0 to below 1
 * @param weightDecay from 0 to below 1
 * @param warmupEpochs at least 0; may be a fraction
 * @param labelSmoothing share of a label that is spread over all classes, from 0 to below 1
 * @param augmentation how images are changed
 * @param distillation what is learned from the baseline
 * @param averageEpochs at the ends of how many epochs, the last ones, weights are averaged; at
 *     least 0, and 0 or 1 for no average
 * @param patience epochs in a row without a better validation accuracy after which training stops;
 *     at least 0, and 0 to train through to the end
 * @param foldBatchNorm whether batch norms are folded into the layers before them in the exported
 *     files
 * @param seed fixes order and augmentation
 */
public record RetrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    double momentum,
    double weightDecay,
    double warmupEpochs,
    double labelSmoothing,
    AugmentationSettings augmentation,
    DistillationSettings distillation,
    int averageEpochs,
    int patience,
    boolean foldBatchNorm,
    long seed) {
  public RetrainingSettings {
    Require.atLeast(0, "epochs", epochs);
    Require.batch(batch);
    Require.that(
        learningRate > 0 && learningRate < 100, "learningRate", learningRate, "above 0, below 100");
    Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    Require.that(
        weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "from 0 to below 1");
    Require.that(
        warmupEpochs >= 0 && (warmupEpochs < epochs || warmupEpochs == 0),
        "warmupEpochs",
        warmupEpochs,
        "0, or above it and below the epochs (" + epochs + ")");
    Require.that(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing",
        labelSmoothing,
        "from 0 to below 1");
    Require.present("augmentation", augmentation);
    Require.present("distillation", distillation);
    Require.atLeast(0, "averageEpochs", averageEpochs);
    Require.atLeast(0, "patience", patience);
  }

  /**
   * The recipe without what is beside it: crops and flips; no warm-up, smoothing, distillation,
   * average or early stop.
   */
  public static RetrainingSettings plain(int epochs, int batch, long seed) {
    return new RetrainingSettings(
        epochs,
        batch,
        0.05,
        0.9,
        5e-4,
        0,
        0,
        new AugmentationSettings(4, true, 0, 0),
        new DistillationSettings(0, 4),
        0,
        0,
        false,
        seed);
  }
}
