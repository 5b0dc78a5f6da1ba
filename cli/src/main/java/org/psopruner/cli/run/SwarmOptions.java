package org.psopruner.cli.run;

import org.psopruner.cli.Range;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.pruning.structure.Alignment;
import picocli.CommandLine.Option;

/** How long, how wide and among which structures to search. */
final class SwarmOptions {
  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of the swarm; the first evaluates the random start.")
  private Integer iterations;

  @Option(names = "--particles", paramLabel = "N", description = "Particles of the swarm.")
  private Integer particles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Fixes all that is random (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--align",
      paramLabel = "N",
      description =
          "Keep multiples of N channels, which processors are faster with; 1 for any number (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int alignment;

  /** What was asked for, or these where nothing was. */
  SwarmParameters parameters(int defaultIterations, int defaultParticles) {
    return new SwarmParameters(
        Range.check("--particles", particles == null ? defaultParticles : particles, 1, 10_000),
        Range.check(
            "--iterations", iterations == null ? defaultIterations : iterations, 1, 1_000_000),
        seed);
  }

  int alignment() {
    return Range.check("--align", alignment, 1, Alignment.MAX);
  }

  long seed() {
    return seed;
  }
}
