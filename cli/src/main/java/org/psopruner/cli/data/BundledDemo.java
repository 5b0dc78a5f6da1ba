package org.psopruner.cli.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The network and the sample of CIFAR-10 that come with the project.
 *
 * @param home the folder of the project
 */
public record BundledDemo(Path home) {
  private static final double VALIDATION_FRACTION = 0.1;

  /** The network, as ONNX. */
  public Path model() {
    return home.resolve("demo").resolve("small-cifar10.onnx");
  }

  /** The images, a tenth of those for training kept for validation. */
  public DataRequest data() {
    return new DataRequest(
        home.resolve("demo").resolve("cifar10-sample.zip"), VALIDATION_FRACTION, Optional.empty());
  }
}
