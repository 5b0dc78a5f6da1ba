package org.psopruner.cli.data;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.Normalization;
import org.psopruner.exam.TestSet;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.training.ChannelStatistics;

/**
 * Images that were read and can be used.
 *
 * @param dataset those for training and validation
 */
public record CheckedData(DataRequest request, Dataset dataset) {
  /**
   * Reads them all.
   *
   * @throws org.psopruner.data.DatasetException if they cannot be used
   */
  public static CheckedData read(DataRequest request) {
    Dataset dataset =
        Dataset.open(request.path(), new DatasetSettings(request.validationFraction()));
    TestSet.requireReadable(request.path(), dataset.classNames(), dataset.imageShape());
    return new CheckedData(request, dataset);
  }

  /**
   * The data for a trained model, normalized as its metadata say where the user does not.
   *
   * @param file of the model, for messages
   * @throws BadInputException if the images or the normalization do not fit the model
   */
  public DatasetReference forModel(Path file, OnnxModel model) {
    requireFit(file, model.network());
    return reference(request.normalization().orElseGet(() -> normalization(model)));
  }

  /**
   * The data for a new network, normalized by the training images' own statistics where the user
   * does not say how.
   *
   * @throws BadInputException if the normalization does not fit the images
   */
  public DatasetReference forTraining() {
    return reference(
        request
            .normalization()
            .orElseGet(() -> settings(ChannelStatistics.normalization(dataset.training()))));
  }

  private DatasetReference reference(NormalizationSettings normalization) {
    int channels = dataset.imageShape().channels();
    if (normalization.mean().size() != channels) {
      throw new BadInputException(
          "--mean and --std are for %d channels, but the images have %d; give as many numbers as channels"
              .formatted(normalization.mean().size(), channels));
    }
    return new DatasetReference(
        new FileReference(request.path().toAbsolutePath().normalize().toUri(), dataset.sha256()),
        request.validationFraction(),
        normalization);
  }

  private void requireFit(Path file, Network network) {
    if (!network.inputShape().equals(dataset.imageShape())) {
      throw new BadInputException(
          "%s takes images of %s, but those of %s are %s; give the data that it was trained on"
              .formatted(file, network.inputShape(), request.path(), dataset.imageShape()));
    }
    int classes = dataset.classNames().size();
    if (network.outputShape().size() != classes) {
      throw new BadInputException(
          "%s tells %d classes apart, but %s has %d; give the data that it was trained on"
              .formatted(file, network.outputShape().size(), request.path(), classes));
    }
  }

  private static NormalizationSettings normalization(OnnxModel model) {
    Optional<float[]> mean = model.perChannel(OnnxModel.MEAN);
    Optional<float[]> std = model.perChannel(OnnxModel.STD);
    return mean.isPresent() && std.isPresent()
        ? NormalizationSettings.of(mean.get(), std.get())
        : settings(Normalization.CIFAR10);
  }

  static NormalizationSettings settings(Normalization normalization) {
    return new NormalizationSettings(normalization.mean(), normalization.std());
  }
}
