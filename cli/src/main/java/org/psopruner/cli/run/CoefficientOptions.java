package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.messages.SwarmCoefficients;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Option;

/** How fast a swarm with one global best comes together. */
public final class CoefficientOptions {
  @Option(
      names = "--inertia",
      paramLabel = "W",
      description =
          "Of global-best: the share of its velocity that a particle keeps. With --cognitive"
              + " and --social; the lower they are, the sooner the swarm comes together.")
  private Double inertia;

  @Option(
      names = "--cognitive",
      paramLabel = "C1",
      description = "Of global-best: the pull of the particle's own best.")
  private Double cognitive;

  @Option(
      names = "--social",
      paramLabel = "C2",
      description = "Of global-best: the pull of the global best.")
  private Double social;

  /** Whether any of them is given. */
  public boolean areGiven() {
    return inertia != null || cognitive != null || social != null;
  }

  /**
   * What was given.
   *
   * @throws BadInputException if only a part of it was, or they are of no use to the variant
   */
  public Optional<SwarmCoefficients> coefficients(SwarmVariant variant) {
    if (!areGiven()) {
      return Optional.empty();
    }
    if (inertia == null || cognitive == null || social == null) {
      throw new BadInputException(
          "--inertia, --cognitive and --social belong together; give all of them or none");
    }
    if (variant != SwarmVariant.GLOBAL_BEST) {
      throw new BadInputException(
          "--inertia is %s, but --swarm is %s, which has its own; leave one of them out"
              .formatted(inertia, variant));
    }
    return Optional.of(
        new SwarmCoefficients(
            Range.check("--inertia", inertia, inertia >= 0 && inertia < 1, "from 0 to below 1"),
            Range.check(
                "--cognitive",
                cognitive,
                cognitive >= 0 && cognitive <= SwarmCoefficients.MAX_PULL,
                "from 0 to 4"),
            Range.check(
                "--social",
                social,
                social > 0 && social <= SwarmCoefficients.MAX_PULL,
                "above 0 and at most 4")));
  }
}
