package org.psopruner.training;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.data.Dataset;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.engine.dl4j.Dl4jZip;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
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
  public static final String CARD = "README.md";

  /** More than a report or a structure takes. */
  static final long SMALL = 1 << 20;

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
   * Does the whole job. A search's winner whose report and model are there already, because its
   * message came twice, is not trained again.
   *
   * @param listener is told of every epoch
   * @return the report, which also stands in the output folder
   * @throws UncheckedIOException in one line, if the output folder takes no more: then it holds no
   *     new results, and the last checkpoint, from which the job goes on when it is run again
   */
  public RunReport run(RetrainingTask task, Retraining.Listener listener) {
    Path report = task.output().resolve(RunReport.FILE_NAME);
    if (!isReportOf(report, task) || !isIntact(task.output().resolve(MODEL), report)) {
      try (DraftFolder drafts = DraftFolder.in(task.output())) {
        train(task, drafts, listener);
      }
    }
    return RunReport.read(report);
  }

  private static boolean isReportOf(Path report, RetrainingTask task) {
    if (task.search().isEmpty() || !Files.exists(report)) {
      return false;
    }
    try {
      RunReport found = RunReport.read(report);
      return found.search().equals(task.search()) && found.request().equals(task.request());
    } catch (MessageException e) {
      return false; // of a training, say, or of another version
    }
  }

  private static boolean isIntact(Path model, Path report) {
    return Files.isRegularFile(model)
        && FileReference.of(model).sha256().equals(RunReport.read(report).after().sha256());
  }

  private void train(RetrainingTask task, DraftFolder drafts, Retraining.Listener listener) {
    RunReport.Request request = task.request();
    TrainingData data = TrainingData.open(request.dataset());
    Dataset dataset = data.dataset();
    Normalization normalization = data.normalization();
    OnnxModel read = OnnxReader.read(request.baseline().verified());
    request.baseline().requireSame(read.sha256());
    Network baseline = read.network();
    TestSet.requireReadable(
        request.dataset().file().path(), dataset.classNames(), dataset.imageShape());
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
            request.batch(),
            task.structure().isPresent() ? 0 : 1);
    double baselineAccuracy = retraining.validationAccuracy(baseline);
    CheckpointFile checkpoints =
        new CheckpointFile(drafts, CheckpointKey.of(task, engine.description()).sha256());
    Retraining.Result result =
        retraining.run(
            pruned, Plans.of(request.retraining(), Optional.of(baseline)), checkpoints, listener);

    Network exported =
        request.retraining().foldBatchNorm()
            ? BatchNormFolding.fold(result.network())
            : result.network();
    RunReport.Parity parity =
        new Export(engine, normalization, request.batch())
            .write(exported, result.network(), dataset, drafts);
    Optional<String> withoutZip = writeZip(exported, drafts);
    drafts.write(STRUCTURE, SMALL, file -> StructureJson.write(file, groups, structure));

    Optional<TestSet> test =
        TestSet.open(request.dataset().file().path(), dataset.classNames(), dataset.imageShape());
    FinalMeasurement measurement =
        new FinalMeasurement(test, normalization, threads, request.batch());
    RunReport report =
        new RunReport(
            RunReport.VERSION,
            clock.instant(),
            request,
            task.search(),
            ReportParts.retraining(result),
            measurement.ofBaseline(request.baseline(), baseline, baselineAccuracy),
            measurement.ofModel(drafts.draft(MODEL), exported, result.best().validationAccuracy()),
            channels(groups, structure),
            parity,
            ReportParts.dataset(dataset, test),
            Environment.versions(engine));
    drafts.write(
        MARKDOWN, SMALL, file -> Files.writeString(file, MarkdownReport.of(report, withoutZip)));
    drafts.write(CARD, SMALL, file -> Files.writeString(file, ModelCard.of(report)));
    drafts.write(RunReport.FILE_NAME, SMALL, report::write);
    listener.aboutToWrite();
    drafts.place(MODEL);
    if (withoutZip.isEmpty()) {
      drafts.place(DL4J_ZIP);
    } else {
      drafts.deletePlaced(DL4J_ZIP);
    }
    // The report last: where it is, all the rest is.
    Stream.of(STRUCTURE, MARKDOWN, CARD, RunReport.FILE_NAME).forEach(drafts::place);
    checkpoints.delete();
  }

  /** Why there is none, if DL4J has no layer for one of the network's. */
  private static Optional<String> writeZip(Network exported, DraftFolder drafts) {
    try {
      drafts.write(DL4J_ZIP, Cost.of(exported).bytes(), file -> Dl4jZip.write(exported, file));
      return Optional.empty();
    } catch (UnsupportedLayerException e) {
      return Optional.of(e.getMessage());
    }
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
