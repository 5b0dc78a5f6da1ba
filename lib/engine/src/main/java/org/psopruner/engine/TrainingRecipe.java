package org.psopruner.engine;

import java.util.Optional;

/**
 * How to train: stochastic gradient descent with Nesterov momentum; the learning rate rises
 * linearly over the warm-up and then falls along half a cosine to zero (Loshchilov and Hutter
 * 2017).
 *
 * @param epochs passes over the training images, at least 1
 * @param batch images a step, at least 1
 * @param learningRate at its peak, above 0
 * @param momentum from 0 to below 1
 * @param weightDecay L2 penalty's factor on convolution and dense weights (not on biases and batch
 *     norm), at least 0
 * @param warmupEpochs may be a fraction; at least 0, below {@code epochs}
 * @param labelSmoothing share of each label that is spread evenly over all classes (Szegedy et al.
 *     2016, section 7), from 0 to below 1
 * @param augmentation how images are changed
 * @param distillation from whom to learn beside the labels, if from anyone
 * @param seed fixes order and augmentation
 */
public record TrainingRecipe(
    int epochs,
    int batch,
    double learningRate,
    double momentum,
    double weightDecay,
    double warmupEpochs,
    double labelSmoothing,
    Augmentation augmentation,
    Optional<Distillation> distillation,
    long seed) {
  public TrainingRecipe {
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batch >= 1, "batch", batch, "at least 1");
    require(learningRate > 0 && learningRate < 100, "learningRate", learningRate, "above 0");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "from 0 to below 1");
    require(
        warmupEpochs >= 0 && warmupEpochs < epochs,
        "warmupEpochs",
        warmupEpochs,
        "at least 0 and below the epochs (" + epochs + ")");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing",
        labelSmoothing,
        "from 0 to below 1");
  }

  /**
   * The learning rate at a moment.
   *
   * @param progress epochs done, fractions included: from 0 to {@link #epochs}
   */
  public double learningRateAt(double progress) {
    if (progress < warmupEpochs) {
      return learningRate * progress / warmupEpochs;
    }
    double share = (progress - warmupEpochs) / (epochs - warmupEpochs);
    return learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share)));
  }

  static void require(boolean condition, String name, Object value, String range) {
    if (!condition) {
      throw new IllegalArgumentException("%s is %s; it must be %s".formatted(name, value, range));
    }
  }
}
