package org.psopruner.cli.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.engine.Normalization;
import org.psopruner.messages.NormalizationSettings;
import picocli.CommandLine.Option;

/** Which images, and how they become a network's input. */
public final class DataOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER|ZIP",
      description =
          "The images: CIFAR-10's binary version, or class folders of JPEG or PNG under train/ (and"
              + " val/, test/).")
  private Path data;

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
      description =
          "cifar10 or imagenet (default: what the model's metadata say, else cifar10; for a network"
              + " that is trained from scratch, the training images' own).")
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

  /**
   * Checks all of it.
   *
   * @throws BadInputException if something is out of range
   */
  public DataRequest request() {
    return new DataRequest(
        data,
        Range.check(
            "--validation-fraction",
            validationFraction,
            validationFraction > 0 && validationFraction <= 0.5,
            "above 0 and at most 0.5"),
        normalization());
  }

  private Optional<NormalizationSettings> normalization() {
    if (mean != null || std != null) {
      return Optional.of(ownNormalization());
    }
    return Optional.ofNullable(normalization)
        .map(
            name ->
                switch (name.toLowerCase(Locale.ROOT)) {
                  case "cifar10" -> CheckedData.settings(Normalization.CIFAR10);
                  case "imagenet" -> CheckedData.settings(Normalization.IMAGENET);
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
