package org.psopruner.cli.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.psopruner.cli.BadInputException;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.data.Dataset;
import org.psopruner.engine.data.DatasetSettings;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.UnreachableBudgetException;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.ThresholdMapping;

/** Finds what is wrong with a request before anything is started. */
final class Preparation {
  private final InstantSource clock;

  Preparation(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads the model and the data and checks that they fit each other and the settings.
   *
   * @param output the folder that the experiment will write to
   * @return the experiment to ask for
   * @throws BadInputException if they do not, as do the readers' own exceptions
   */
  ExperimentSpec prepare(RunRequest request, Path output) {
    OnnxModel model = OnnxReader.read(request.model());
    Dataset dataset =
        Dataset.open(request.data(), new DatasetSettings(request.validationFraction()));
    // Only whether they can be read: an hour of search must not end at a broken image.
    TestSet.open(request.data(), dataset.classNames(), dataset.imageShape());
    requireFit(request, model.network(), dataset);
    NormalizationSettings normalization =
        request.normalization().orElseGet(() -> normalization(model));
    requireChannels(normalization, model.network());
    requireReachable(request, model.network());
    return new ExperimentSpec(
        id(request.model()),
        FileReference.of(request.model()),
        new DatasetReference(
            new FileReference(
                request.data().toAbsolutePath().normalize().toUri(), dataset.sha256()),
            request.validationFraction(),
            normalization),
        request.swarm(),
        request.budget(),
        request.alignment(),
        new EvaluationSettings(
            validationImages(request, dataset.validation().size()),
            request.recalibrationImages(),
            request.batch()),
        request.retraining(),
        output.toUri());
  }

  private static void requireFit(RunRequest request, Network network, Dataset dataset) {
    if (!network.inputShape().equals(dataset.imageShape())) {
      throw new BadInputException(
          "%s takes images of %s, but those of %s are %s; give the data that it was trained on"
              .formatted(
                  request.model(), network.inputShape(), request.data(), dataset.imageShape()));
    }
    int classes = dataset.classNames().size();
    if (network.outputShape().size() != classes) {
      throw new BadInputException(
          "%s tells %d classes apart, but %s has %d; give the data that it was trained on"
              .formatted(request.model(), network.outputShape().size(), request.data(), classes));
    }
  }

  private static NormalizationSettings normalization(OnnxModel model) {
    Optional<float[]> mean = model.perChannel(OnnxModel.MEAN);
    Optional<float[]> std = model.perChannel(OnnxModel.STD);
    return mean.isPresent() && std.isPresent()
        ? new NormalizationSettings(list(mean.get()), list(std.get()))
        : settings(Normalization.CIFAR10);
  }

  static NormalizationSettings settings(Normalization normalization) {
    return new NormalizationSettings(normalization.mean(), normalization.std());
  }

  /** As decimals, so that 0.4914f becomes 0.4914 again. */
  private static List<Double> list(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Double.valueOf(Float.toString(values[i])))
        .toList();
  }

  private static void requireChannels(NormalizationSettings normalization, Network network) {
    int channels = network.inputShape().channels();
    if (normalization.mean().size() != channels) {
      throw new BadInputException(
          "--mean and --std are for %d channels, but the images have %d; give as many numbers as channels"
              .formatted(normalization.mean().size(), channels));
    }
  }

  private static int validationImages(RunRequest request, int available) {
    request
        .validationImages()
        .filter(wanted -> wanted > available)
        .ifPresent(
            wanted -> {
              throw new BadInputException(
                  "--validation-images is %d, but there are %d; give at most that, or a larger --validation-fraction"
                      .formatted(wanted, available));
            });
    return request
        .validationImages()
        .orElse(Math.min(RunRequest.DEFAULT_VALIDATION_IMAGES, available));
  }

  private static void requireReachable(RunRequest request, Network network) {
    ChannelGroups groups = ChannelGroups.of(network);
    if (groups.size() == 0) {
      throw new BadInputException(
          "%s has no channels that could go; give a network with convolutions"
              .formatted(request.model()));
    }
    BudgetParameters budget = request.budget();
    try {
      new ThresholdMapping(
          network,
          groups,
          new L1Norm(),
          new Budget(budget.parameters(), budget.macs(), budget.bytes()));
    } catch (UnreachableBudgetException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** Unique, as many runs may share a broker: {@code vgg16-20261124-101500-3f2a}. */
  private String id(Path model) {
    String name =
        String.valueOf(model.getFileName())
            .replaceFirst("\\.onnx$", "")
            .replaceAll("[^A-Za-z0-9._-]", "-");
    Instant now = clock.instant();
    return "%s-%s-%s"
        .formatted(
            name.substring(0, Math.min(60, name.length())),
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(now),
            UUID.randomUUID().toString().substring(0, 8));
  }
}
