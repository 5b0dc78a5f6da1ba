package org.psopruner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.data.Dataset;
import org.psopruner.engine.dl4j.Dl4jZip;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.pruning.surgery.BatchNormFolding;
import org.psopruner.pruning.surgery.Surgery;

/**
 * From a structure to a finished model: prune, recalibrate, retrain, export, compare the export
 * with the engine, and only then look at the test images and report.
 */
public final class RetrainingJob {
  public static final String MODEL = "model.onnx";
  public static final String DL4J_ZIP = "model.zip";
  public static final String STRUCTURE = "structure.json";
  public static final String MARKDOWN = "report.md";

  private final Engine engine;
  private final int threads;
  private final InstantSource clock;

  /**
   * @param threads for ONNX Runtime's measurements, at least 1
   * @param clock the report's time
   */
  public RetrainingJob(Engine engine, int threads, InstantSource clock) {
    this.engine = engine;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Does the whole job. A search's winner whose report is there already, because its message came
   * twice, is not trained again.
   *
   * @param listener is told of every epoch
   * @return the report, which also stands in the output folder
   */
  public RunReport run(RetrainingTask task, Retraining.Listener listener) {
    Path output = task.output();
    Path report = output.resolve(RunReport.FILE_NAME);
    try {
      if (!isReportOf(report, task)) {
        Files.createDirectories(output);
        train(task, output, listener);
      }
      return RunReport.read(report);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + output + ": " + e.getMessage(), e);
    }
  }

  private static boolean isReportOf(Path report, RetrainingTask task) {
    return task.search().isPresent()
        && Files.exists(report)
        && RunReport.read(report).search().equals(task.search())
        && RunReport.read(report).request().equals(task.request());
  }

  private void train(RetrainingTask task, Path output, Retraining.Listener listener)
      throws IOException {
    RunReport.Request request = task.request();
    TrainingData data = TrainingData.open(request.dataset());
    Dataset dataset = data.dataset();
    Normalization normalization = data.normalization();
    Network baseline = OnnxReader.read(request.baseline().verified()).network();
    ChannelGroups groups = ChannelGroups.of(baseline);
    Structure structure = task.structure().orElseGet(() -> Structure.full(groups));
    Network pruned = Surgery.prune(baseline, groups, structure);

    Retraining retraining =
        new Retraining(
            engine,
            dataset.training(),
            dataset.validation(),
            normalization,
            request.recalibrationImages(),
            request.batch());
    double baselineAccuracy = retraining.validationAccuracy(baseline);
    CheckpointFile checkpoints =
        new CheckpointFile(output, CheckpointKey.of(task, engine.description()).sha256());
    Retraining.Result result =
        retraining.run(
            pruned, Plans.of(request.retraining(), Optional.of(baseline)), checkpoints, listener);

    Path model = output.resolve(MODEL);
    Network exported =
        request.retraining().foldBatchNorm()
            ? BatchNormFolding.fold(result.network())
            : result.network();
    RunReport.Parity parity =
        new Export(engine, normalization).write(exported, result.network(), dataset, model);
    Dl4jZip.write(exported, output.resolve(DL4J_ZIP));
    StructureJson.write(output.resolve(STRUCTURE), groups, structure);

    Optional<TestSet> test =
        TestSet.open(request.dataset().file().path(), dataset.classNames(), dataset.imageShape());
    FinalMeasurement measurement = new FinalMeasurement(test, normalization, threads);
    RunReport report =
        new RunReport(
            RunReport.VERSION,
            clock.instant(),
            request,
            task.search(),
            ReportParts.retraining(result),
            measurement.ofBaseline(request.baseline(), baseline, baselineAccuracy),
            measurement.ofModel(model, exported, result.best().validationAccuracy()),
            channels(groups, structure),
            parity,
            ReportParts.dataset(dataset, test),
            Environment.versions(engine));
    Files.writeString(output.resolve(MARKDOWN), MarkdownReport.of(report));
    report.write(output.resolve(RunReport.FILE_NAME));
    checkpoints.delete();
  }

  private static List<RunReport.GroupChannels> channels(ChannelGroups groups, Structure structure) {
    return groups.groups().stream()
        .map(
            group ->
                new RunReport.GroupChannels(
                    group.id(), group.size(), structure.keptCount(group.id())))
        .toList();
  }
}
