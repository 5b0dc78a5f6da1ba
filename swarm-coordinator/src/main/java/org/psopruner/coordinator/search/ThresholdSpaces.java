package org.psopruner.coordinator.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.cost.NetworkPlan;
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
  /** Among which a search of the criterion chooses, whatever it is given. */
  private static final List<FilterCriterion> SEARCHED =
      List.of(
          FilterCriterion.L1_NORM,
          FilterCriterion.L2_NORM,
          FilterCriterion.BATCH_NORM_SCALE,
          FilterCriterion.GEOMETRIC_MEDIAN);

  private final Map<Key, Opened> spaces = new ConcurrentHashMap<>();

  /** Files whose hashes were found to be right. */
  private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

  private final FileRoots roots;

  /** What a space depends on. */
  private record Key(
      String baselineSha256, BudgetParameters budget, StructureParameters structures, long seed) {}

  /** A file as it was when it was looked at. */
  private record Seen(FileReference file, long size, FileTime modified) {
    /** Empty where it cannot be looked at; who reads it says why. */
    static Optional<Seen> of(FileReference file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
        return Optional.of(new Seen(file, now.size(), now.lastModifiedTime()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * A space.
   *
   * @param imageChannels of the images that the baseline reads
   */
  private record Opened(SearchSpace space, int imageChannels) {}

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
      Path file = verified(experiment.baseline());
      Opened opened = spaces.computeIfAbsent(key(experiment), key -> read(file, key));
      requireFitting(experiment, opened);
      return opened.space();
    } catch (UnreadableFileException | OnnxException | IllegalArgumentException e) {
      throw new UnusableExperimentException(e.getMessage(), e);
    }
  }

  /**
   * Where a baseline is, with its hash found to be right. A log may hold hundreds of experiments of
   * one baseline, on a slow volume: what has not changed since is not read again.
   */
  private Path verified(FileReference baseline) {
    Optional<Seen> now = Seen.of(baseline);
    if (now.filter(seen::contains).isEmpty()) {
      baseline.verified();
      now.ifPresent(seen::add);
    }
    return baseline.path();
  }

  private static Key key(ExperimentSpec experiment) {
    StructureParameters structures = experiment.structures();
    return new Key(
        experiment.baseline().sha256(),
        experiment.budget(),
        structures,
        structures.criterion() == FilterCriterion.RANDOM ? experiment.swarm().seed() : 0);
  }

  private static Opened read(Path file, Key key) {
    Network network = OnnxReader.read(file).network();
    ChannelGroups groups = ChannelGroups.of(network);
    if (groups.size() == 0) {
      throw new UnusableExperimentException(file + " has no channels that could be pruned");
    }
    NetworkPlan plan = NetworkPlan.of(network, groups);
    List<FilterCriterion> choices = choices(key.structures());
    return new Opened(
        choices.isEmpty()
            ? space(network, groups, key, key.structures().criterion(), plan)
            : new ChoiceSpace(
                choices.stream()
                    .map(criterion -> space(network, groups, key, criterion, plan))
                    .toList()),
        network.inputShape().channels());
  }

  private static SearchSpace space(
      Network network, ChannelGroups groups, Key key, FilterCriterion criterion, NetworkPlan plan) {
    StructureParameters structures = key.structures().with(criterion);
    return new ThresholdSpace(
        mapping(network, groups, key.budget(), structures, key.seed()), channels(groups), plan);
  }

  private static Map<String, Integer> channels(ChannelGroups groups) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    groups.groups().forEach(group -> channels.put(group.id(), group.size()));
    return Collections.unmodifiableMap(channels);
  }

  /**
   * The criteria among which the last coordinate of a position chooses: its range is divided evenly
   * among them, in this order. None unless the criterion is searched.
   */
  public static List<FilterCriterion> choices(StructureParameters structures) {
    if (structures.criterion() != FilterCriterion.SEARCHED) {
      return List.of();
    }
    // The file's comes last, and without it the others have the places that they always had.
    return Stream.concat(
            SEARCHED.stream(), structures.values().stream().map(file -> FilterCriterion.MEASURED))
        .toList();
  }

  /**
   * From positions to structures of a network. Where the criterion is searched, those of the first
   * one, at which the choice is 0.
   *
   * @param seed of values that are drawn
   * @throws UnreachableBudgetException if no structure is within the budget
   * @throws IllegalArgumentException if the times of its layers, or the values of its filters, are
   *     not complete, or none
   */
  public static ThresholdMapping mapping(
      Network network,
      ChannelGroups groups,
      BudgetParameters budget,
      StructureParameters structures,
      long seed) {
    return new ThresholdMapping(
        groups,
        criterion(structures, seed),
        new Budget(
            budget.parameters(),
            budget.macs(),
            budget.bytes(),
            budget.latency().map(BudgetParameters.LatencyBudget::fraction).orElse(1.0)),
        new Alignment(structures.alignment()),
        network,
        new CostModel(
            network, groups, budget.latency().map(bound -> LatencyTables.read(bound.table()))));
  }

  private static Criterion criterion(StructureParameters structures, long seed) {
    return switch (structures.criterion()) {
      case L1_NORM, SEARCHED -> new L1Norm();
      case L2_NORM -> new L2Norm();
      case BATCH_NORM_SCALE -> new BatchNormScale();
      case GEOMETRIC_MEDIAN -> new GeometricMedian();
      case MEASURED -> Importances.read(structures.values().orElseThrow());
      case RANDOM -> new RandomValue(seed);
    };
  }

  private static void requireFitting(ExperimentSpec experiment, Opened opened) {
    int channels = experiment.dataset().normalization().mean().size();
    if (channels != opened.imageChannels()) {
      throw new UnusableExperimentException(
          "dataset.normalization is of %d channels; the baseline reads images of %d"
              .formatted(channels, opened.imageChannels()));
    }
    List<List<Double>> start = experiment.swarm().start();
    for (int i = 0; i < start.size(); i++) {
      if (start.get(i).size() != opened.space().dimensions()) {
        throw new UnusableExperimentException(
            "swarm.start[%d] has %d values; a position has %d: one a channel group, and one for a criterion that is searched"
                .formatted(i, start.get(i).size(), opened.space().dimensions()));
      }
    }
  }
}
