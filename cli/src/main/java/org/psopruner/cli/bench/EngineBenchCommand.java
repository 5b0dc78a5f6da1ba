package org.psopruner.cli.bench;

import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.pruning.structure.Alignment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final int MAX_ROUNDS = 1_000;

  private final Screen screen;

  @Mixin private BenchModel model;
  @Mixin private BenchThreads threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Measurements of each engine, in turns, of which the medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--align",
      paramLabel = "N",
      description =
          "The structures keep multiples of N channels, as those of a search; 1 for any number (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int alignment;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  EngineBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    int count = threads.count();
    Range.check("--rounds", rounds, 1, MAX_ROUNDS);
    Range.check("--align", alignment, 1, Alignment.MAX);
    EngineFigures figures =
        new EngineBenchmark(model.read(), new Alignment(alignment), count, rounds).run();
    screen.show(figures, json, figures.lines());
  }
}
