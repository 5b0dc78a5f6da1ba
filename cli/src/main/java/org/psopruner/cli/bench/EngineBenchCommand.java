package org.psopruner.cli.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.messages.RecordJson;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.onnx.OnnxReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code psopruner bench engine}: our engine beside ONNX Runtime. */
@Command(
    name = "engine",
    description = {
      "Measures images a second of evaluation (batch 1, 32 and 128) and of training (batch 128), and the memory"
          + " that it takes, for a network and for structures of it with 50 %%, 25 %% and 10 %% of its MACs.",
      "Evaluation is measured beside ONNX Runtime's on the same network with the same threads and batch, in turns."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner bench engine",
      "  psopruner bench engine --model vgg16.onnx --threads 2 --json | jq .rows",
    })
final class EngineBenchCommand implements Runnable {
  private static final int MAX_THREADS = 1_024;
  private static final int MAX_ROUNDS = 1_000;

  private final Screen screen;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The ONNX file (default: the bundled demo/small-cifar10.onnx).")
  private Path model;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of an operation, in both engines (default: as many as there are cores).")
  private Integer threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Measurements of each engine, in turns, of which the medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  EngineBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Path file =
        model == null
            ? Path.of(System.getProperty("psopruner.home", ""), "demo", "small-cifar10.onnx")
            : model;
    int count =
        threads == null
            ? Runtime.getRuntime().availableProcessors()
            : Range.check("--threads", threads, 1, MAX_THREADS);
    Range.check("--rounds", rounds, 1, MAX_ROUNDS);
    Network network = OnnxReader.read(file).network();
    requireClassifier(file, network.outputShape());
    EngineBenchmark benchmark = new EngineBenchmark(network, count, rounds);
    EngineFigures figures = benchmark.run();
    if (json) {
      screen.out().println(new String(RecordJson.write(figures), StandardCharsets.UTF_8));
    } else {
      List<String> lines = figures.lines();
      lines.forEach(screen.out()::println);
    }
    screen.out().flush();
  }

  private static void requireClassifier(Path file, Shape output) {
    if (output.area() != 1) {
      throw new BadInputException(
          "%s gives outputs of %s; give an image classifier".formatted(file, output));
    }
  }
}
