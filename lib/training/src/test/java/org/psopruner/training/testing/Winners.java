package org.psopruner.training.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.data.DemoImages;
import org.psopruner.engine.Normalization;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.Score;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;

/** Global bests of searches on the demo's network and a quarter of its training images. */
public final class Winners {
  private static final Path DEMO = Path.of(System.getProperty("psopruner.home"), "demo");
  public static final Path BASELINE = DEMO.resolve("small-cifar10.onnx");
  private static final Path DATA = DemoImages.firstOfEachClass(100, 100);

  private Winners() {}

  /**
   * A winner that keeps the first half of every channel group.
   *
   * @param id of the experiment
   * @param output the folder that takes the model
   * @param epochs of retraining
   */
  public static GlobalBest half(String id, Path output, int epochs) {
    return half(id, output.toUri(), FileReference.of(BASELINE), epochs, false);
  }

  /** As {@link #half(String, Path, int)}, not trained, with its batch norms folded on export. */
  public static GlobalBest folded(String id, Path output) {
    return half(id, output.toUri(), FileReference.of(BASELINE), 0, true);
  }

  /** As {@link #half(String, Path, int)}, with a baseline that is not what it should be. */
  public static GlobalBest ofAnotherBaseline(String id, Path output) {
    return half(id, output.toUri(), new FileReference(BASELINE.toUri(), "0".repeat(64)), 0, false);
  }

  /** As {@link #half(String, Path, int)}, of another baseline with the same channel groups. */
  public static GlobalBest of(Path baseline, String id, Path output) {
    return half(id, output.toUri(), FileReference.of(baseline), 0, false);
  }

  /** As {@link #half(String, Path, int)}, with other data of the same classes. */
  public static GlobalBest on(Path data, String id, Path output) {
    return half(id, output.toUri(), FileReference.of(BASELINE), data, 1, false);
  }

  private static GlobalBest half(
      String id, URI output, FileReference baseline, int epochs, boolean foldBatchNorm) {
    return half(id, output, baseline, DATA, epochs, foldBatchNorm);
  }

  private static GlobalBest half(
      String id, URI output, FileReference baseline, Path data, int epochs, boolean foldBatchNorm) {
    Dataset dataset = Dataset.open(data, DatasetSettings.DEFAULT);
    ExperimentSpec experiment =
        new ExperimentSpec(
            id,
            baseline,
            new DatasetReference(
                new FileReference(data.toUri(), dataset.sha256()),
                DatasetSettings.DEFAULT.validationFraction(),
                new NormalizationSettings(
                    Normalization.CIFAR10.mean(), Normalization.CIFAR10.std())),
            new SwarmParameters(4, 2, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
            new BudgetParameters(0.5, 1, 1),
            new StructureParameters(FilterCriterion.L1_NORM, 1),
            new EvaluationSettings(200, 200, 100),
            new SavingParameters(Racing.EXACT, true),
            new RetrainingSettings(
                epochs,
                50,
                0.02,
                0.9,
                5e-4,
                0,
                0,
                new AugmentationSettings(4, true, 0, 0),
                new DistillationSettings(0.5, 4),
                2,
                0,
                foldBatchNorm,
                1),
            output);
    return new GlobalBest(
        experiment,
        "ab".repeat(32),
        1,
        3,
        new PrunedStructure(halfOfEveryGroup()),
        new Score.Evaluated(0.4, 1.7, 200),
        8);
  }

  private static SortedMap<String, List<Integer>> halfOfEveryGroup() {
    SortedMap<String, List<Integer>> kept = new TreeMap<>();
    for (ChannelGroup group : ChannelGroups.of(OnnxReader.read(BASELINE).network()).groups()) {
      kept.put(group.id(), IntStream.range(0, group.size() / 2).boxed().toList());
    }
    return kept;
  }
}
