package org.psopruner.messages;

/**
 * How the global best is retrained: SGD with Nesterov momentum, warm-up and cosine.
 *
 * @param epochs at least 0; 0 exports the recalibrated network as it is
 * @param batch images a step, at least 1
 * @param learningRate at its peak, above 0
 * @param momentum from 0 to below 1
 * @param weightDecay from 0 to below 1
 * @param warmupEpochs at least 0; may be a fraction
 * @param cropPadding pixels, from 0 to 64
 * @param flip whether to mirror half of the images
 * @param seed fixes order and augmentation
 */
public record RetrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    double momentum,
    double weightDecay,
    double warmupEpochs,
    int cropPadding,
    boolean flip,
    long seed) {
  public RetrainingSettings {
    Require.atLeast(0, "epochs", epochs);
    Require.atLeast(1, "batch", batch);
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
    Require.that(cropPadding >= 0 && cropPadding <= 64, "cropPadding", cropPadding, "from 0 to 64");
  }
}
