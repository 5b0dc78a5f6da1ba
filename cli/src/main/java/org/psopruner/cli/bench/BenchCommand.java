package org.psopruner.cli.bench;

import org.psopruner.cli.Screen;
import org.psopruner.cli.bench.methods.MethodsBenchCommand;
import org.psopruner.cli.bench.pipeline.PipelineBenchCommand;
import org.psopruner.cli.bench.ranking.RankingBenchCommand;
import org.psopruner.cli.bench.scaling.ScalingBenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code psopruner bench}: the parent of all benchmarks. */
@Command(
    name = "bench",
    description = "Measures how fast PSOPruner is, and what it takes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    footer = {"", "Example:", "  psopruner bench engine --model vgg16.onnx"})
public final class BenchCommand {
  private BenchCommand() {}

  /** The command with its benchmarks. */
  public static CommandLine commandLine(Screen screen) {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new EngineBenchCommand(screen))
        .addSubcommand(new MemoryBenchCommand(screen))
        .addSubcommand(new ScalingBenchCommand(screen))
        .addSubcommand(new PipelineBenchCommand(screen))
        .addSubcommand(new SearchBenchCommand(screen))
        .addSubcommand(new MethodsBenchCommand(screen))
        .addSubcommand(new RankingBenchCommand(screen));
  }
}
