package org.psopruner.engine;

import org.psopruner.engine.data.TrainingSet;
import org.psopruner.engine.data.ValidationSet;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * A network in an engine's memory. Not safe for use by several threads at once. What it does
 * depends only on its weights, the images and the settings, so the same call gives the same result.
 */
public interface RunnableNetwork extends AutoCloseable {
  /** Each accuracy is higher: the evaluation looks at all images. */
  double NOTHING_TO_BEAT = Double.NEGATIVE_INFINITY;

  /**
   * Top-1 accuracy and mean cross-entropy on validation images, with the batch norm's running
   * statistics.
   *
   * @param batch images at once, at least 1
   */
  default Evaluation evaluate(ValidationSet images, int batch) {
    return evaluate(images, batch, NOTHING_TO_BEAT);
  }

  /**
   * As {@link #evaluate(ValidationSet, int)}, in the order of the images, but ends after the first
   * batch after which the network is {@linkplain Evaluation#isOutrun outrun}.
   *
   * @param toBeat an accuracy, or {@link #NOTHING_TO_BEAT}
   */
  Evaluation evaluate(ValidationSet images, int batch, double toBeat);

  /**
   * Replaces the running mean and variance of every batch norm by those of its input over these
   * images, layer by layer in network order, so that each layer sees what the recalibrated layers
   * before it give. A network without batch norm stays as it is.
   *
   * @param images all of them are used; take fewer with {@link TrainingSet#first}
   * @param batch images at once, at least 1
   */
  void recalibrate(TrainingSet images, int batch);

  /**
   * One pass over the training images: shuffled, augmented, in mini-batches.
   *
   * @param epoch from 0 to {@code recipe.epochs()} − 1; together with the recipe's seed it fixes
   *     the order, the augmentation and the learning rates
   */
  EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch);

  /**
   * The outputs for images that are normalised already.
   *
   * @param images [n, channels, height, width], row by row
   * @param n how many
   * @return [n, classes], what the network's last layer gives
   */
  float[] predict(float[] images, int n);

  /** The network with the weights as they are now. */
  Network network();

  /**
   * What training carries from one epoch to the next beside the weights: a vector that the same
   * engine understands for the same structure. Zeros before any training.
   */
  Tensor momentum();

  /**
   * Goes on from where another training stood. A network that was loaded with the weights of then
   * and is given the momentum of then trains to the same weights, bit for bit.
   *
   * @param momentum from {@link #momentum}
   * @throws IllegalArgumentException if it is of another length
   */
  void restoreMomentum(Tensor momentum);

  /** Frees the native memory. */
  @Override
  void close();
}
