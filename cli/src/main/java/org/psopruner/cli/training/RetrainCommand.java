package org.psopruner.cli.training;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.CheckedData;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.result.Comparison;
import org.psopruner.cli.result.Results;
import org.psopruner.cli.text.Figures;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.InvalidStructureException;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;
import org.psopruner.training.RetrainingJob;
import org.psopruner.training.RetrainingTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner retrain}: what the retrainer does, without a search before it. */
@Command(
    name = "retrain",
    description = {
      "Prunes a network to a structure that an earlier run found, and retrains it; no search.",
      "Without a structure, it trains the whole network on: a baseline that got as many epochs, to compare with."
          + " What it was before is no candidate then, since it may have seen the validation images."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner retrain --model vgg16.onnx --structure out/structure.json --data cifar10/ --epochs 100"
          + " --output longer/",
      "  psopruner retrain --model vgg16.onnx --data cifar10/ --epochs 20 --output baseline/",
    })
public final class RetrainCommand implements Runnable {
  private static final int MAX_IMAGES = 100_000_000;
  private static final int RECALIBRATION_IMAGES = 1_000;

  private final Screen screen;
  private final InstantSource clock = InstantSource.system();

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Option(
      names = "--structure",
      paramLabel = "FILE",
      description =
          "The channels to keep: the structure.json of a run on this model (default: all channels).")
  private Path structure;

  @Option(
      names = "--recalibration-images",
      paramLabel = "N",
      description =
          "Training images over which batch norm is recalibrated before (default: "
              + RECALIBRATION_IMAGES
              + ", without --structure none).")
  private Integer recalibrationImages;

  @Mixin private TrainingOptions options;

  public RetrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Instant start = clock.instant();
    int threads = options.threads();
    RetrainingTask task = task();
    RunReport report =
        new InProcess(screen, clock)
            .run(
                options.output(),
                task.request().retraining(),
                "retraining %s%s".formatted(model, structure == null ? "" : " as " + structure),
                epochs ->
                    new RetrainingJob(new Dl4jEngine(threads), threads, clock).run(task, epochs));
    screen.out().println();
    Comparison.lines(report, screen.bar()).forEach(screen.out()::println);
    screen.out().println();
    screen
        .out()
        .printf(
            "done in %s; %s are in %s%n",
            Figures.time(Duration.between(start, clock.instant())),
            Results.of(task.output(), "model.onnx", "model.zip", "report.md"),
            task.output());
    screen.out().flush();
  }

  private RetrainingTask task() {
    RetrainingSettings recipe = options.recipe();
    int recalibration = recalibrationImages();
    Path output = options.output().path();
    OutputFolder.requireUsable(output, options.output().overwrite());
    OutputFolder.requireOutside(output, "the model", model);
    if (structure != null) {
      OutputFolder.requireOutside(output, "--structure", structure);
    }
    OnnxModel read = OnnxReader.read(model);
    Optional<Structure> kept =
        Optional.ofNullable(structure)
            .map(file -> structure(file, ChannelGroups.of(read.network())));
    DatasetReference data = CheckedData.read(options.data()).forModel(model, read);
    return new RetrainingTask(
        new RunReport.Request(
            String.valueOf(model.getFileName()).replaceFirst("\\.onnx$", ""),
            FileReference.of(model),
            data,
            recalibration,
            options.batch(),
            recipe),
        kept,
        Optional.empty(),
        output);
  }

  private int recalibrationImages() {
    if (recalibrationImages == null) {
      return structure == null ? 0 : RECALIBRATION_IMAGES;
    }
    return Range.check("--recalibration-images", recalibrationImages, 0, MAX_IMAGES);
  }

  private Structure structure(Path file, ChannelGroups groups) {
    try {
      return StructureJson.read(file, groups);
    } catch (InvalidStructureException e) {
      throw new BadInputException(
          "--structure does not fit %s: %s; give the structure.json of a run on this model"
              .formatted(model, e.getMessage()),
          e);
    }
  }
}
