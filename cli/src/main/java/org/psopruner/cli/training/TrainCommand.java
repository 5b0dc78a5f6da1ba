package org.psopruner.cli.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.CheckedData;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.text.Figures;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.report.TrainingReport;
import org.psopruner.training.TrainingJob;
import org.psopruner.training.TrainingTask;
import org.psopruner.training.architecture.Architecture;
import org.psopruner.training.architecture.ImageSizeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code psopruner train}: a baseline from random weights. */
@Command(
    name = "train",
    description = {
      "Trains a network from scratch: a baseline to prune, for who has none.",
      "The epoch that is best on the validation images is kept; the test images are looked at once, at the end."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    defaultValueProvider = TrainCommand.Defaults.class,
    footer = {
      "",
      "Images may have any size from 32x32 (vgg11, vgg16) or 8x8 (resnet20) to 1024x1024, all the same, one or three"
          + " channels and any number of classes.",
      "",
      "Examples:",
      "  psopruner train --architecture vgg16 --data cifar10/ --output vgg16/",
      "  psopruner train --architecture resnet20 --data photos.zip --epochs 100 --output resnet20/",
    })
public final class TrainCommand implements Runnable {
  private static final int MAX_EPOCHS = 100_000;

  private final Screen screen;
  private final InstantSource clock = InstantSource.system();

  @Option(
      names = "--architecture",
      required = true,
      paramLabel = "NAME",
      description = "vgg11, vgg16 or resnet20.")
  private Architecture architecture;

  @Mixin private TrainingOptions options;

  public TrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Instant start = clock.instant();
    int threads = options.threads();
    RetrainingSettings recipe = options.recipe();
    Range.check("--epochs", recipe.epochs(), 1, MAX_EPOCHS);
    Range.check(
        "--distillation",
        recipe.distillation().weight(),
        recipe.distillation().weight() == 0,
        "0 in a training from scratch, which has no baseline to learn from");
    OutputFolder.requireUsable(options.output().path(), options.output().overwrite());
    CheckedData data = CheckedData.read(options.data());
    requireFit(data);
    TrainingTask task =
        new TrainingTask(
            architecture, data.forTraining(), options.batch(), recipe, options.output().path());
    TrainingReport report =
        new InProcess(screen, clock)
            .run(
                options.output(),
                recipe,
                "training %s on %s images"
                    .formatted(architecture, Figures.count(data.dataset().training().size())),
                epochs ->
                    new TrainingJob(new Dl4jEngine(threads), threads, clock).run(task, epochs));
    screen.out().println();
    TrainingSummary.lines(report).forEach(screen.out()::println);
    screen.out().println();
    screen
        .out()
        .printf(
            "done in %s; model.onnx and report.md are in %s%n",
            Figures.time(Duration.between(start, clock.instant())), task.output());
    screen.out().flush();
  }

  private void requireFit(CheckedData data) {
    try {
      architecture.requireFit(data.dataset().imageShape());
    } catch (ImageSizeException e) {
      throw new BadInputException(
          "--architecture is %s, which does not fit %s: %s; give other images, or another architecture"
              .formatted(architecture, data.request().path(), e.getMessage()),
          e);
    }
  }

  /** Where random weights need another recipe than trained ones. */
  static final class Defaults implements IDefaultValueProvider {
    private static final Map<String, String> VALUES =
        Map.of("--epochs", "30", "--learning-rate", "0.1", "--distillation", "0");

    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
    }
  }
}
