package org.psopruner.cli.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.structure.ThresholdMapping;

/** Evaluates a network with one channel group pruned at a time. */
public final class SensitivityAnalysis {
  private static final BudgetParameters NO_BUDGET = new BudgetParameters(1, 1, 1);

  private final FileReference model;
  private final FullEvaluation evaluation;
  private final EvaluationSettings settings;
  private final ProgressDisplay progress;

  public SensitivityAnalysis(
      FileReference model,
      DatasetReference dataset,
      EvaluationSettings settings,
      EvaluationEngine engine,
      ProgressDisplay progress) {
    this.model = model;
    this.evaluation = new FullEvaluation(model, dataset, engine);
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Evaluates each group without each share of its channels.
   *
   * @param network the model's
   * @param seed of values that are drawn
   * @param removed shares of a group's channels, ascending, above 0 and below 1
   */
  public SensitivityReport run(
      Network network, FilterCriterion criterion, long seed, List<Double> removed) {
    ChannelGroups groups = ChannelGroups.of(network);
    ThresholdMapping mapping =
        ThresholdSpaces.mapping(
            network, groups, NO_BUDGET, new StructureParameters(criterion, 1), seed);
    double[] position = new double[mapping.dimensions()];
    double whole = accuracy(mapping, position);
    List<SensitivityReport.Group> rows = new ArrayList<>();
    for (int g = 0; g < position.length; g++) {
      ChannelGroup group = groups.groups().get(g);
      List<Double> accuracies = new ArrayList<>();
      for (double share : removed) {
        position[g] = share;
        accuracies.add(accuracy(mapping, position));
      }
      position[g] = 0;
      rows.add(new SensitivityReport.Group(group.id(), group.size(), accuracies));
      progress.say("%s (%d of %d)".formatted(group.id(), g + 1, position.length));
    }
    progress.end();
    return new SensitivityReport(
        model.sha256(),
        criterion,
        whole,
        settings.validationImages(),
        settings.recalibrationImages(),
        removed,
        rows);
  }

  private double accuracy(ThresholdMapping mapping, double[] position) {
    double accuracy =
        evaluation.accuracy(new PrunedStructure(mapping.structure(position).kept()), settings);
    if (accuracy == Double.NEGATIVE_INFINITY) {
      throw new RunFailedException(
          "the network cannot be evaluated; try psopruner inspect " + model.uri().getPath());
    }
    return accuracy;
  }
}
