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
   * Trains.
   *
   * @param images to learn from; the first of them where not all are needed
   * @param batch images a step
   */
  static void tune(RunnableNetwork network, TrainingSet images, FineTuning settings, int batch) {
    int size = Math.min(batch, images.size());
    int stepsInAll = images.size() / size;
    int passes = Math.max(1, (settings.steps() + stepsInAll - 1) / stepsInAll);
    TrainingSet used = images.first(size * Math.min(settings.steps(), stepsInAll));
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
}
