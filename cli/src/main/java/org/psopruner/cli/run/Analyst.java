package org.psopruner.cli.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.psopruner.cli.evaluation.SensitivityAnalysis;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.network.Network;

/** Makes the sensitivity analyses that searches start from, each of them once. */
final class Analyst {
  /** Where a layer begins to suffer; each share more is one more evaluation of every layer. */
  private static final List<Double> REMOVED = List.of(0.25, 0.5, 0.75, 0.9);

  private final int threads;
  private final ProgressDisplay progress;
  private final Map<Subject, SensitivityReport> made = new HashMap<>();

  /** What an analysis depends on. */
  private record Subject(
      FileReference model,
      DatasetReference data,
      EvaluationSettings evaluation,
      FilterCriterion criterion,
      long seed) {}

  /**
   * @param threads of an operation
   */
  Analyst(int threads, ProgressDisplay progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * An analysis for a search, on its images, with nothing trained; by its criterion or, where that
   * is searched or measured, by the L1 norm.
   *
   * @param network the model's
   * @param seed of the search
   */
  SensitivityReport analysis(
      FileReference model,
      Network network,
      DatasetReference data,
      EvaluationSettings evaluation,
      StructureParameters structures,
      long seed) {
    FilterCriterion criterion =
        switch (structures.criterion()) {
          case SEARCHED, MEASURED -> FilterCriterion.L1_NORM;
          default -> structures.criterion();
        };
    Subject subject =
        new Subject(
            model,
            data,
            new EvaluationSettings(
                evaluation.validationImages(),
                evaluation.recalibrationImages(),
                evaluation.batch()),
            criterion,
            criterion == FilterCriterion.RANDOM ? seed : 0);
    return made.computeIfAbsent(subject, any -> make(any, network));
  }

  private SensitivityReport make(Subject subject, Network network) {
    progress.say("analysing how sensitive each layer is, to start from");
    return new SensitivityAnalysis(
            subject.model(),
            subject.data(),
            subject.evaluation(),
            new Dl4jEngine(threads),
            progress)
        .run(network, subject.criterion(), subject.seed(), REMOVED);
  }
}
