package org.psopruner.cli.bench;

import java.nio.charset.StandardCharsets;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner bench memory}: what a worker's memory does over many evaluations. */
@Command(
    name = "memory",
    description =
        "Evaluates random structures of a network one after the other as a worker does (prune, recalibrate,"
            + " evaluate, free) and tells the physical memory that the process holds after every tenth of them.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example, with the heap that a worker has:",
      "  JAVA_TOOL_OPTIONS=-Xmx1g psopruner bench memory --model vgg16.onnx --evaluations 1000",
    })
final class MemoryBenchCommand implements Runnable {
  private static final int MAX_EVALUATIONS = 1_000_000;
  private static final int MAX_IMAGES = 100_000;

  private final Screen screen;

  @Mixin private BenchModel model;
  @Mixin private BenchThreads threads;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int evaluations;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Images of each recalibration and of each evaluation (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  MemoryBenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    int count = threads.count();
    Range.check("--evaluations", evaluations, 10, MAX_EVALUATIONS);
    Range.check("--images", images, 1, MAX_IMAGES);
    MemoryBenchmark benchmark = new MemoryBenchmark(model.read(), new Dl4jEngine(count), images);
    if (json) {
      MemoryFigures figures = benchmark.run(evaluations, point -> {});
      say(new String(RecordJson.write(figures), StandardCharsets.UTF_8));
    } else {
      say(benchmark.title());
      say("");
      say(MemoryFigures.HEADING);
      say("-".repeat(MemoryFigures.HEADING.length()));
      benchmark.run(evaluations, point -> say(point.line()));
    }
  }

  private void say(String line) {
    screen.out().println(line);
    screen.out().flush();
  }
}
