package org.psopruner.training;

import java.util.Optional;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Distillation;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.pruning.network.Network;

/** Turns what messages and commands say of training into the engine's terms. */
final class Plans {
  private Plans() {}

  /**
   * The plan, or none for no epochs.
   *
   * @param teacher to be learnt from, where there is one
   * @throws IllegalArgumentException if the settings want a teacher that is not there
   */
  static Optional<Retraining.Plan> of(RetrainingSettings settings, Optional<Network> teacher) {
    return settings.epochs() == 0
        ? Optional.empty()
        : Optional.of(
            new Retraining.Plan(
                recipe(settings, teacher), settings.averageEpochs(), settings.patience()));
  }

  private static TrainingRecipe recipe(RetrainingSettings settings, Optional<Network> teacher) {
    AugmentationSettings augmentation = settings.augmentation();
    return new TrainingRecipe(
        settings.epochs(),
        settings.batch(),
        settings.learningRate(),
        settings.momentum(),
        settings.weightDecay(),
        settings.warmupEpochs(),
        settings.labelSmoothing(),
        new Augmentation(
            augmentation.cropPadding(),
            augmentation.flip(),
            augmentation.cutout(),
            augmentation.mixup()),
        distillation(settings.distillation(), teacher),
        settings.seed());
  }

  private static Optional<Distillation> distillation(
      DistillationSettings settings, Optional<Network> teacher) {
    if (settings.weight() == 0) {
      return Optional.empty();
    }
    Network baseline =
        teacher.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "distillation.weight is %s; it must be 0 where there is no baseline to learn from"
                        .formatted(settings.weight())));
    return Optional.of(new Distillation(baseline, settings.weight(), settings.temperature()));
  }
}
