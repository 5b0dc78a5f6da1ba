package org.psopruner.engine;

import java.util.Map;
import org.psopruner.data.TrainingSet;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** A network in an engine's memory that can be trained and read as well as evaluated. */
public interface RunnableNetwork extends EvaluableNetwork {
  /**
   * One pass over the training images: shuffled, augmented, in mini-batches.
   *
   * @param epoch from 0 to {@code recipe.epochs()} − 1; together with the recipe's seed it fixes
   *     the order, the augmentation and the learning rates
   */
  EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch);

  /**
   * How much each filter matters to the loss, to first order: the square of the sum over its
   * weights of gradient times weight, as a mean over the mini-batches (P. Molchanov, A. Mallya, S.
   * Tyree, I. Frosio and J. Kautz, "Importance Estimation for Neural Network Pruning", CVPR 2019,
   * equation 8). Where a batch norm alone reads the filter's output, the sum is over that norm's
   * scale and shift, where the paper has its gates: along the weights themselves the loss of a
   * normalised filter does not change. The weights stay what they are; the running statistics of
   * batch norms move as in training.
   *
   * @param images as they are, in their order; what does not fill a last mini-batch is left out
   * @param batch images at once, from 1 to as many as there are
   * @return for each convolution and dense layer that the output depends on, one value a filter
   */
  Map<String, double[]> taylorImportance(TrainingSet images, int batch);

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
}
