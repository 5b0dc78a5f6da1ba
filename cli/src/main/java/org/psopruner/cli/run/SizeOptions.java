package org.psopruner.cli.run;

import java.util.Locale;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Option;

/** How long and how wide to search. */
public final class SizeOptions {
  private static final int ITERATIONS = 100;
  private static final int PARTICLES = 20;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of the swarm; the first evaluates where it starts.")
  private Integer iterations;

  @Option(names = "--particles", paramLabel = "N", description = "Particles of the swarm.")
  private Integer particles;

  /** A swarm as large as was asked for, or as the published one. */
  public SwarmParameters swarm(long seed, SwarmVariant variant, SwarmPace pace) {
    return swarm(ITERATIONS, PARTICLES, seed, variant, pace);
  }

  /** A swarm as large as was asked for, or so large. */
  SwarmParameters swarm(
      int defaultIterations,
      int defaultParticles,
      long seed,
      SwarmVariant variant,
      SwarmPace pace) {
    int size =
        Range.check("--particles", particles == null ? defaultParticles : particles, 1, 10_000);
    int length =
        Range.check(
            "--iterations",
            iterations == null ? defaultIterations : iterations,
            1,
            SwarmParameters.MAX_ITERATIONS);
    if (length > SwarmParameters.maxIterations(size)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--iterations is %d; with --particles %d it must be at most %,d",
              length,
              size,
              SwarmParameters.maxIterations(size)));
    }
    return new SwarmParameters(size, length, seed, variant, pace);
  }
}
