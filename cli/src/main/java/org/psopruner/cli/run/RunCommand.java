package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.engine.Normalization;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.NormalizationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner run}: prunes any network on any data. */
@Command(
    name = "run",
    description = {
      "Prunes a trained network and retrains what is left of it.",
      "It searches for 100 iterations with 20 particles, where --iterations and --particles do not say"
          + " otherwise."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The budget: of --max-params, --max-macs and --max-bytes, give at least one, as a percentage or a"
          + " fraction of the baseline's; without any, it is --max-params 25%%.",
      "",
      "The output folder: a new or an empty one, or one in which an earlier run did not finish, which is"
          + " then replaced. A finished run is replaced with --overwrite only.",
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
  private static final int MAX_BATCH = 65_536;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER|ZIP",
      description =
          "The images: CIFAR-10's binary version, or class folders of JPEG or PNG under train/ (and"
              + " val/, test/).")
  private Path data;

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
          "Training images over which batch norm is recalibrated before (default: ${DEFAULT-VALUE}).")
  private int recalibrationImages;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--validation-fraction",
      paramLabel = "F",
      defaultValue = "0.1",
      description =
          "Share of the training images kept for validation, where the data bring none (default:"
              + " ${DEFAULT-VALUE}).")
  private double validationFraction;

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      description = "cifar10 or imagenet (default: what the model's metadata say, else cifar10).")
  private String normalization;

  @Option(
      names = "--mean",
      paramLabel = "X,X,X",
      split = ",",
      description = "Means of the channels, pixels from 0 to 1; with --std.")
  private double[] mean;

  @Option(
      names = "--std",
      paramLabel = "X,X,X",
      split = ",",
      description = "Standard deviations of the channels.")
  private double[] std;

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
        data,
        normalization(),
        Range.check(
            "--validation-fraction",
            validationFraction,
            validationFraction > 0 && validationFraction <= 0.5,
            "above 0 and at most 0.5"),
        swarm.parameters(DEFAULT_ITERATIONS, DEFAULT_PARTICLES),
        budget(),
        swarm.alignment(),
        Optional.ofNullable(validationImages)
            .map(images -> Range.check("--validation-images", images, 1, MAX_IMAGES)),
        Range.check("--recalibration-images", recalibrationImages, 0, MAX_IMAGES),
        Range.check("--batch", batch, 1, MAX_BATCH),
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

  private Optional<NormalizationSettings> normalization() {
    if (mean != null || std != null) {
      return Optional.of(ownNormalization());
    }
    return Optional.ofNullable(normalization)
        .map(
            name ->
                switch (name.toLowerCase(Locale.ROOT)) {
                  case "cifar10" -> Preparation.settings(Normalization.CIFAR10);
                  case "imagenet" -> Preparation.settings(Normalization.IMAGENET);
                  default ->
                      throw new BadInputException(
                          "--normalization is %s; it must be cifar10 or imagenet, or give --mean and --std"
                              .formatted(name));
                });
  }

  private NormalizationSettings ownNormalization() {
    if (mean == null || std == null || mean.length != std.length || normalization != null) {
      throw new BadInputException(
          "--mean and --std belong together, one number a channel each, without --normalization; for example --mean 0.5,0.5,0.5 --std 0.25,0.25,0.25");
    }
    for (double value : mean) {
      Range.check("--mean", value, Double.isFinite(value), "a finite number");
    }
    for (double value : std) {
      Range.check("--std", value, value > 0 && Double.isFinite(value), "above 0");
    }
    return new NormalizationSettings(list(mean), list(std));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
