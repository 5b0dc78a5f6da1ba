package org.psopruner.coordinator.search;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.UnreachableBudgetException;
import org.psopruner.pruning.criterion.BatchNormScale;
import org.psopruner.pruning.criterion.Criterion;
import org.psopruner.pruning.criterion.GeometricMedian;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.criterion.L2Norm;
import org.psopruner.pruning.criterion.RandomValue;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxException;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Alignment;
import org.psopruner.pruning.structure.ThresholdMapping;

/**
 * Reads baselines and opens the spaces of structures that thresholds on the values of their filters
 * give. What a space knows of a baseline is kept, its weights are not.
 */
public final class ThresholdSpaces implements SearchSpaces {
  private final Map<Key, ThresholdSpace> spaces = new ConcurrentHashMap<>();

  private final FileRoots roots;

  private record Key(
      String baselineSha256, BudgetParameters budget, Criterion criterion, Alignment alignment) {}

  /** Spaces of baselines wherever they lie. */
  public ThresholdSpaces() {
    this(FileRoots.ANY);
  }

  /**
   * @param roots where the files of an experiment may lie
   */
  public ThresholdSpaces(FileRoots roots) {
    this.roots = roots;
  }

  @Override
  public SearchSpace open(ExperimentSpec experiment) {
    try {
      roots.require(experiment);
      Path file = experiment.baseline().verified();
      ThresholdSpace space =
          spaces.computeIfAbsent(
              new Key(
                  experiment.baseline().sha256(),
                  experiment.budget(),
                  criterion(experiment),
                  new Alignment(experiment.structures().alignment())),
              key -> read(file, key));
      requireFitting(experiment, space);
      return space;
    } catch (UnreadableFileException | OnnxException | UnreachableBudgetException e) {
      throw new UnusableExperimentException(e.getMessage(), e);
    }
  }

  private static ThresholdSpace read(Path file, Key key) {
    BudgetParameters budget = key.budget();
    Network network = OnnxReader.read(file).network();
    ChannelGroups groups = ChannelGroups.of(network);
    if (groups.size() == 0) {
      throw new UnusableExperimentException(file + " has no channels that could be pruned");
    }
    return new ThresholdSpace(
        new ThresholdMapping(
            network,
            groups,
            key.criterion(),
            new Budget(budget.parameters(), budget.macs(), budget.bytes()),
            key.alignment()),
        channels(groups),
        network.inputShape().channels());
  }

  private static Map<String, Integer> channels(ChannelGroups groups) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    groups.groups().forEach(group -> channels.put(group.id(), group.size()));
    return Collections.unmodifiableMap(channels);
  }

  private static Criterion criterion(ExperimentSpec experiment) {
    return switch (experiment.structures().criterion()) {
      case L1_NORM -> new L1Norm();
      case L2_NORM -> new L2Norm();
      case BATCH_NORM_SCALE -> new BatchNormScale();
      case GEOMETRIC_MEDIAN -> new GeometricMedian();
      case RANDOM -> new RandomValue(experiment.swarm().seed());
    };
  }

  private static void requireFitting(ExperimentSpec experiment, ThresholdSpace space) {
    int channels = experiment.dataset().normalization().mean().size();
    if (channels != space.imageChannels()) {
      throw new UnusableExperimentException(
          "dataset.normalization is of %d channels; the baseline reads images of %d"
              .formatted(channels, space.imageChannels()));
    }
  }
}
