package org.psopruner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Distillation;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.data.Dataset;
import org.psopruner.engine.data.DatasetSettings;
import org.psopruner.engine.dl4j.Dl4jZip;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.OnnxWriter;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.pruning.surgery.BatchNormFolding;
import org.psopruner.pruning.surgery.Surgery;

/**
 * From a global best to a finished model: prune, recalibrate, retrain, export, compare the export
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
   * Does the whole job. A winner whose report is there already, because its message came twice, is
   * not trained again.
   *
   * @param progress is told of every epoch
   * @return where the model is
   */
  public ModelReady run(GlobalBest winner, Consumer<RetrainingProgress> progress) {
    Path output = Path.of(winner.experiment().output());
    Path report = output.resolve(RunReport.FILE_NAME);
    try {
      if (!isReportOf(report, winner)) {
        Files.createDirectories(output);
        train(winner, output, progress);
      }
      return ready(winner, output, report);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + output + ": " + e.getMessage(), e);
    }
  }

  private static boolean isReportOf(Path report, GlobalBest winner) {
    return Files.exists(report)
        && RunReport.read(report).search().evaluationId().equals(winner.evaluationId())
        && RunReport.read(report).experiment().equals(winner.experiment());
  }

  private static ModelReady ready(GlobalBest winner, Path output, Path report) throws IOException {
    Path model = output.resolve(MODEL);
    return new ModelReady(
        winner.experimentId(),
        FileReference.of(model),
        Files.size(model),
        FileReference.of(report));
  }

  private void train(GlobalBest winner, Path output, Consumer<RetrainingProgress> progress)
      throws IOException {
    ExperimentSpec experiment = winner.experiment();
    Normalization normalization = normalization(experiment.dataset());
    Dataset dataset = open(experiment.dataset());
    Network baseline = OnnxReader.read(experiment.baseline().verified()).network();
    ChannelGroups groups = ChannelGroups.of(baseline);
    Structure structure = Structure.of(winner.structure().kept());
    Network pruned = Surgery.prune(baseline, groups, structure);

    Retraining retraining =
        new Retraining(
            engine,
            dataset.training(),
            dataset.validation(),
            normalization,
            experiment.evaluation().recalibrationImages(),
            experiment.evaluation().batch());
    double baselineAccuracy = retraining.validationAccuracy(baseline);
    CheckpointFile checkpoints =
        new CheckpointFile(output, CheckpointKey.of(winner, engine.description()).sha256());
    Retraining.Result result =
        retraining.run(
            pruned,
            plan(experiment.retraining(), baseline),
            checkpoints,
            (ended, best, note) -> progress.accept(progress(experiment, ended, best, note)));

    Path model = output.resolve(MODEL);
    Network exported =
        experiment.retraining().foldBatchNorm()
            ? BatchNormFolding.fold(result.network())
            : result.network();
    RunReport.Parity parity = export(exported, result.network(), normalization, dataset, model);
    Dl4jZip.write(exported, output.resolve(DL4J_ZIP));
    StructureJson.write(output.resolve(STRUCTURE), groups, structure);

    Optional<TestSet> test =
        TestSet.open(
            experiment.dataset().file().path(), dataset.classNames(), dataset.imageShape());
    FinalMeasurement measurement = new FinalMeasurement(test, normalization, threads);
    RunReport report =
        new RunReport(
            RunReport.VERSION,
            clock.instant(),
            experiment,
            search(winner),
            retrained(result),
            measurement.ofBaseline(experiment.baseline(), baseline, baselineAccuracy),
            measurement.ofModel(model, exported, result.best().validationAccuracy()),
            channels(groups, structure),
            parity,
            datasetFigures(dataset, test),
            Environment.versions(engine));
    Files.writeString(output.resolve(MARKDOWN), MarkdownReport.of(report));
    report.write(output.resolve(RunReport.FILE_NAME));
    checkpoints.delete();
  }

  private static Dataset open(DatasetReference reference) {
    return Dataset.open(
            reference.file().path(), new DatasetSettings(reference.validationFraction()))
        .verify(reference.file().sha256());
  }

  private static Normalization normalization(DatasetReference reference) {
    return new Normalization(reference.normalization().mean(), reference.normalization().std());
  }

  private static Optional<Retraining.Plan> plan(RetrainingSettings settings, Network baseline) {
    return settings.epochs() == 0
        ? Optional.empty()
        : Optional.of(
            new Retraining.Plan(
                recipe(settings, baseline), settings.averageEpochs(), settings.patience()));
  }

  private static TrainingRecipe recipe(RetrainingSettings settings, Network baseline) {
    AugmentationSettings augmentation = settings.augmentation();
    DistillationSettings distillation = settings.distillation();
    return new TrainingRecipe(
        settings.epochs(),
        settings.batch(),
        settings.learningRate(),
        settings.momentum(),
        settings.weightDecay(),
        settings.warmupEpochs(),
        settings.labelSmoothing(),
        new Augmentation(
            augmentation.cropPadding(),
            augmentation.flip(),
            augmentation.cutout(),
            augmentation.mixup()),
        distillation.weight() == 0
            ? Optional.empty()
            : Optional.of(
                new Distillation(baseline, distillation.weight(), distillation.temperature())),
        settings.seed());
  }

  private static RetrainingProgress progress(
      ExperimentSpec experiment, Retraining.Epoch ended, Retraining.Epoch best, String note) {
    return new RetrainingProgress(
        experiment.id(),
        ended.epoch(),
        experiment.retraining().epochs(),
        ended.validationAccuracy(),
        best.validationAccuracy(),
        note.isEmpty() ? Optional.empty() : Optional.of(note));
  }

  /**
   * Written beside its place, compared with the engine, and only then moved there.
   *
   * @param exported what is written
   * @param trained what it must be equal to
   */
  private RunReport.Parity export(
      Network exported, Network trained, Normalization normalization, Dataset dataset, Path model)
      throws IOException {
    Path draft = model.resolveSibling(MODEL + ".draft");
    OnnxWriter.write(exported, metadata(normalization), draft);
    try (RunnableNetwork runnable = engine.load(trained, normalization)) {
      RunReport.Parity parity = Parity.check(draft, runnable, dataset.validation(), normalization);
      Files.move(draft, model, StandardCopyOption.REPLACE_EXISTING);
      return parity;
    }
  }

  /** What a reader of the file needs to prepare images. */
  private static Map<String, String> metadata(Normalization normalization) {
    return Map.of(
        OnnxModel.MEAN, perChannel(normalization.mean()),
        OnnxModel.STD, perChannel(normalization.std()));
  }

  private static String perChannel(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static RunReport.Search search(GlobalBest winner) {
    return new RunReport.Search(
        winner.experiment().swarm().iterations(),
        winner.experiment().swarm().particles(),
        winner.evaluations(),
        winner.iteration(),
        winner.particle(),
        winner.evaluationId(),
        winner.evaluated().accuracy());
  }

  private static RunReport.Retraining retrained(Retraining.Result result) {
    return new RunReport.Retraining(
        result.epochs().size() - 1,
        result.best().epoch(),
        result.seconds(),
        result.epochs().stream().map(RetrainingJob::row).toList());
  }

  private static RunReport.Epoch row(Retraining.Epoch epoch) {
    return new RunReport.Epoch(
        epoch.epoch(),
        epoch.training().map(training -> training.loss()),
        epoch.training().map(training -> training.accuracy()),
        epoch.validationAccuracy(),
        epoch.averaged());
  }

  private static List<RunReport.GroupChannels> channels(ChannelGroups groups, Structure structure) {
    return groups.groups().stream()
        .map(
            group ->
                new RunReport.GroupChannels(
                    group.id(), group.size(), structure.keptCount(group.id())))
        .toList();
  }

  private static RunReport.DatasetFigures datasetFigures(Dataset dataset, Optional<TestSet> test) {
    return new RunReport.DatasetFigures(
        dataset.sha256(),
        test.map(TestSet::sha256),
        dataset.training().size(),
        dataset.validation().size(),
        test.map(TestSet::size).orElse(0));
  }
}
