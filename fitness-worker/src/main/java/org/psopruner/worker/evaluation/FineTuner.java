package org.psopruner.worker.evaluation;

import java.util.Optional;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.messages.EvaluationSettings.FineTuning;

/** Trains a candidate for a few steps, the same in each evaluation of it. */
final class FineTuner {
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;
  private static final long SEED = 1;

  private FineTuner() {}

  /**
   * Trains, in passes of the same length over the same images: for as many steps as are asked for,
   * and less than one more a pass.
   *
   * @param images to learn from; the first of them where not all are needed
   * @param batch images a step
   */
  static void tune(RunnableNetwork network, TrainingSet images, FineTuning settings, int batch) {
    int size = Math.min(batch, images.size());
    int stepsInAll = images.size() / size;
    int passes = ceilingOf(settings.steps(), stepsInAll);
    TrainingSet used = images.first(size * ceilingOf(settings.steps(), passes));
    TrainingRecipe recipe =
        new TrainingRecipe(
            passes,
            size,
            settings.learningRate(),
            MOMENTUM,
            WEIGHT_DECAY,
            0,
            0,
            Augmentation.NONE,
            Optional.empty(),
            SEED);
    for (int pass = 0; pass < passes; pass++) {
      network.train(used, recipe, pass);
    }
  }

  private static int ceilingOf(int dividend, int divisor) {
    return 1 + (dividend - 1) / divisor;
  }
}
