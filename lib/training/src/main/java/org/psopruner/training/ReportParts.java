package org.psopruner.training;

import java.util.Optional;
import org.psopruner.data.Dataset;
import org.psopruner.engine.EpochResult;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.report.RunReport;

/** The sections that the reports of a training and of a retraining share. */
final class ReportParts {
  private ReportParts() {}

  /** Whether the model is smaller than its baseline, or only trained on. */
  static boolean isPruned(RunReport report) {
    return report.channels().stream().anyMatch(group -> group.after() < group.before());
  }

  /** The epochs. */
  static RunReport.Retraining retraining(Retraining.Result result) {
    return new RunReport.Retraining(
        result.epochs().size() - 1,
        result.best().epoch(),
        result.seconds(),
        result.epochs().stream().map(ReportParts::epoch).toList());
  }

  private static RunReport.Epoch epoch(Retraining.Epoch epoch) {
    return new RunReport.Epoch(
        epoch.epoch(),
        epoch.training().map(EpochResult::loss),
        epoch.training().map(EpochResult::accuracy),
        epoch.validationAccuracy(),
        epoch.averaged());
  }

  /** The images. */
  static RunReport.DatasetFigures dataset(Dataset dataset, Optional<TestSet> test) {
    return new RunReport.DatasetFigures(
        dataset.sha256(),
        test.map(TestSet::sha256),
        dataset.training().size(),
        dataset.validation().size(),
        test.map(TestSet::size).orElse(0));
  }
}
