package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.EvaluationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner run}: prunes any network on any data. */
@Command(
    name = "run",
    description = {
      "Prunes a trained network and retrains what is left of it.",
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not"
          + " say otherwise."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The budget: of --max-params, --max-macs and --max-bytes, give at least one, as a percentage"
          + " or a fraction of the baseline's; without any, it is --max-params 25%%.",
      "",
      "The output folder: a new or an empty one, or one in which an earlier run did not finish,"
          + " which is then replaced. A finished run is replaced with --overwrite only.",
      "",
      "Examples:",
      "  psopruner run --model vgg16.onnx --data cifar10/ --max-params 6%% --output out/",
      "  psopruner run --model net.onnx --data photos.zip --normalization imagenet",
    })
public final class RunCommand implements Runnable {
  private static final int DEFAULT_ITERATIONS = 100;
  private static final int DEFAULT_PARTICLES = 20;
  private static final Fraction DEFAULT_MAX_PARAMETERS = new Fraction(0.25);
  private static final int MAX_IMAGES = 100_000_000;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;
  @Mixin private SwarmOptions swarm;

  @Option(
      names = "--max-params",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Parameters that may be left.")
  private Fraction maxParameters;

  @Option(
      names = "--max-macs",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Multiply-accumulates of one image that may be left.")
  private Fraction maxMacs;

  @Option(
      names = "--max-bytes",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Bytes of weights that may be left.")
  private Fraction maxBytes;

  @Option(
      names = "--validation-images",
      paramLabel = "N",
      description =
          "Images of the validation set on which each structure is evaluated (default: "
              + RunRequest.DEFAULT_VALIDATION_IMAGES
              + ", or all where there are fewer).")
  private Integer validationImages;

  @Option(
      names = "--recalibration-images",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Training images over which batch norm is recalibrated before (default:"
              + " ${DEFAULT-VALUE}).")
  private int recalibrationImages;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private RetrainingOptions retraining;
  @Mixin private PlaceOptions place;

  public RunCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    new ExperimentRun(screen).run(request(), place.place());
  }

  RunRequest request() {
    return new RunRequest(
        model,
        data.request(),
        swarm.parameters(DEFAULT_ITERATIONS, DEFAULT_PARTICLES),
        budget(),
        swarm.structures(),
        Optional.ofNullable(validationImages)
            .map(images -> Range.check("--validation-images", images, 1, MAX_IMAGES)),
        Range.check("--recalibration-images", recalibrationImages, 0, MAX_IMAGES),
        Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH),
        swarm.savings(),
        retraining.settings(batch, swarm.seed()));
  }

  private BudgetParameters budget() {
    boolean none = maxParameters == null && maxMacs == null && maxBytes == null;
    return new BudgetParameters(
        Optional.ofNullable(none ? DEFAULT_MAX_PARAMETERS : maxParameters)
            .orElse(Fraction.ALL)
            .value(),
        Optional.ofNullable(maxMacs).orElse(Fraction.ALL).value(),
        Optional.ofNullable(maxBytes).orElse(Fraction.ALL).value());
  }
}
