package org.psopruner.training;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.data.Dataset;
import org.psopruner.engine.Engine;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.TrainingReport;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.surgery.BatchNormFolding;

/**
 * From random weights to a finished model: train, export, compare the export with the engine, and
 * only then look at the test images and report. For users who have no model to prune yet.
 */
public final class TrainingJob {
  private final Engine engine;
  private final int threads;
  private final InstantSource clock;

  /**
   * @param threads for ONNX Runtime's measurements, at least 1
   * @param clock the report's time
   */
  public TrainingJob(Engine engine, int threads, InstantSource clock) {
    this.engine = engine;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Does the whole job.
   *
   * @param listener is told of every epoch
   * @return the report, which also stands in the output folder
   * @throws org.psopruner.training.architecture.ImageSizeException if the images are too small or
   *     too large for the architecture
   */
  public TrainingReport run(TrainingTask task, Retraining.Listener listener) {
    try (DraftFolder drafts = DraftFolder.in(task.output())) {
      CheckpointFile checkpoints =
          new CheckpointFile(drafts, CheckpointKey.of(task, engine.description()).sha256());
      TrainingReport report = train(task, drafts, checkpoints, listener);
      drafts.write(
          RetrainingJob.MARKDOWN,
          RetrainingJob.SMALL,
          file -> Files.writeString(file, TrainingPage.of(report)));
      drafts.write(RunReport.FILE_NAME, RetrainingJob.SMALL, report::write);
      Stream.of(RetrainingJob.MODEL, RetrainingJob.MARKDOWN, RunReport.FILE_NAME)
          .forEach(drafts::place);
      checkpoints.delete();
      return report;
    }
  }

  private TrainingReport train(
      TrainingTask task,
      DraftFolder drafts,
      CheckpointFile checkpoints,
      Retraining.Listener listener) {
    TrainingData data = TrainingData.open(task.dataset());
    Dataset dataset = data.dataset();
    Network start =
        task.architecture()
            .network(dataset.imageShape(), dataset.classNames().size(), task.recipe().seed());
    Retraining retraining =
        new Retraining(
            engine,
            dataset.training(),
            dataset.validation(),
            data.normalization(),
            0,
            task.batch(),
            0);
    Retraining.Result result =
        retraining.run(start, Plans.of(task.recipe(), Optional.empty()), checkpoints, listener);
    Network exported =
        task.recipe().foldBatchNorm() ? BatchNormFolding.fold(result.network()) : result.network();

    RunReport.Parity parity =
        new Export(engine, data.normalization(), task.batch())
            .write(exported, result.network(), dataset, drafts);
    Optional<TestSet> test =
        TestSet.open(task.dataset().file().path(), dataset.classNames(), dataset.imageShape());
    FinalMeasurement measurement =
        new FinalMeasurement(test, data.normalization(), threads, task.batch());
    return new TrainingReport(
        RunReport.VERSION,
        clock.instant(),
        new TrainingReport.Request(
            task.architecture().toString(), task.dataset(), task.batch(), task.recipe()),
        ReportParts.retraining(result),
        measurement.ofModel(
            drafts.draft(RetrainingJob.MODEL), exported, result.best().validationAccuracy()),
        parity,
        ReportParts.dataset(dataset, test),
        Environment.versions(engine));
  }
}
