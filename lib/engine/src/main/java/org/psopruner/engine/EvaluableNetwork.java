package org.psopruner.engine;

import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;

/**
 * A network in an engine's memory that can be evaluated. Not safe for use by several threads at
 * once. What it does depends only on its weights, the images and the settings, so the same call
 * gives the same result.
 */
public interface EvaluableNetwork extends AutoCloseable {
  /**
   * Top-1 accuracy and mean cross-entropy on validation images, with the batch norm's running
   * statistics.
   *
   * @param batch images at once, at least 1
   */
  default Evaluation evaluate(ValidationSet images, int batch) {
    return evaluate(images, batch, Race.NONE);
  }

  /**
   * As {@link #evaluate(ValidationSet, int)}, in the order of the images, but ends after the first
   * batch after which the race is {@linkplain Course#isLost lost}.
   */
  default Evaluation evaluate(ValidationSet images, int batch, Race race) {
    return evaluate(images, batch, race, Verdicts.UNHEARD);
  }

  /**
   * As {@link #evaluate(ValidationSet, int, Race)}.
   *
   * @param verdicts is told of each image that is looked at, in their order
   */
  Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts);

  /**
   * Replaces the running mean and variance of every batch norm by those of its input over these
   * images, layer by layer in network order, so that each layer sees what the recalibrated layers
   * before it give. A network without batch norm stays as it is.
   *
   * @param images all of them are used; take fewer with {@link TrainingSet#first}
   * @param batch images at once, at least 1
   */
  void recalibrate(TrainingSet images, int batch);

  /** Frees the memory that it takes beside the Java heap. */
  @Override
  void close();
}
