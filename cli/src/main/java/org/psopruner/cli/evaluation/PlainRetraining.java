package org.psopruner.cli.evaluation;

import java.util.Optional;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.surgery.Surgery;

/** Retrains structures in this process as a run does, but from the labels alone. */
public final class PlainRetraining {
  /** More than these are a mistake. */
  public static final int MAX_EPOCHS = 100_000;

  private static final int CROP_PADDING = 4;
  private static final double WARMUP_SHARE = 0.1;

  private final ExperimentSpec spec;
  private final Engine engine;
  private final Network baseline;
  private final ChannelGroups groups;
  private final Dataset dataset;
  private final Normalization normalization;

  /**
   * @param spec whose retraining settings are those of {@link RetrainingSettings#plain}
   */
  public PlainRetraining(ExperimentSpec spec, Engine engine) {
    this.spec = spec;
    this.engine = engine;
    this.baseline = OnnxReader.read(spec.baseline().path()).network();
    this.groups = ChannelGroups.of(baseline);
    DatasetReference data = spec.dataset();
    this.dataset = Dataset.open(data.file().path(), new DatasetSettings(data.validationFraction()));
    NormalizationSettings settings = data.normalization();
    this.normalization = new Normalization(settings.mean(), settings.std());
  }

  /** How many images tell the accuracy: all for validation. */
  public int validationImages() {
    return dataset.validation().size();
  }

  /** Top-1 accuracy on all validation images after the last epoch, 0 to 1. */
  public double accuracy(PrunedStructure structure) {
    Network pruned = Surgery.prune(baseline, groups, Structure.of(structure.kept()));
    int batch = spec.evaluation().batch();
    try (RunnableNetwork network = engine.load(pruned, normalization)) {
      if (spec.evaluation().recalibrationImages() > 0) {
        network.recalibrate(
            dataset.training().first(spec.evaluation().recalibrationImages()), batch);
      }
      TrainingRecipe recipe = recipe();
      for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
        network.train(dataset.training(), recipe, epoch);
      }
      return network.evaluate(dataset.validation(), batch).accuracy();
    }
  }

  private TrainingRecipe recipe() {
    RetrainingSettings settings = spec.retraining();
    return new TrainingRecipe(
        settings.epochs(),
        settings.batch(),
        settings.learningRate(),
        settings.momentum(),
        settings.weightDecay(),
        WARMUP_SHARE * settings.epochs(),
        0,
        new Augmentation(CROP_PADDING, true, 0, 0),
        Optional.empty(),
        settings.seed());
  }
}
