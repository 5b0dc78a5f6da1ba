package org.psopruner.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.data.BundledDemo;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.onnx.OnnxReader;
import picocli.CommandLine.Option;

/** The network that a benchmark runs: the user's, or the bundled one. */
final class BenchModel {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The ONNX file (default: the bundled demo/small-cifar10.onnx).")
  private Optional<Path> file = Optional.empty();

  /**
   * Reads it.
   *
   * @throws BadInputException if it is no classifier
   */
  Network read() {
    Path path =
        file.orElseGet(
            () -> new BundledDemo(Path.of(System.getProperty("psopruner.home", ""))).model());
    Network network = OnnxReader.read(path).network();
    Shape output = network.outputShape();
    if (output.area() != 1) {
      throw new BadInputException(
          "%s gives outputs of %s; give an image classifier".formatted(path, output));
    }
    return network;
  }

  /** One that does for noise. */
  static Normalization normalization(Network network) {
    List<Double> halves =
        Stream.generate(() -> 0.5).limit(network.inputShape().channels()).toList();
    return new Normalization(halves, halves);
  }
}
