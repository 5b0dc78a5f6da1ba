package org.psopruner.cli.run;

import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.messages.Racing;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Option;

/** When evaluations end early. */
public final class RacingOptions {
  private static final double DEFAULT_ERROR_PROBABILITY = 0.01;

  @Option(
      names = "--racing",
      paramLabel = "NAME",
      description =
          "exact: an evaluation ends when it can no longer be better than the particle's best,"
              + " which changes nothing but the time; statistical: when that is unlikely; none: all"
              + " images are looked at (default: ${DEFAULT-VALUE}).",
      defaultValue = "exact")
  private Racing racing;

  @Option(
      names = "--error-probability",
      paramLabel = "X",
      description =
          "Of one evaluation with statistical racing: how likely a structure that is better than"
              + " the particle's best is taken for one that is not (default: "
              + DEFAULT_ERROR_PROBABILITY
              + ").")
  private Double errorProbability;

  /**
   * What is not computed.
   *
   * @param variant of the swarm
   * @param scoreCache whether scores are shared with other experiments
   */
  public SavingParameters savings(SwarmVariant variant, boolean scoreCache) {
    if (racing != Racing.STATISTICAL) {
      if (errorProbability != null) {
        throw new BadInputException(
            "--error-probability is %s, but --racing is %s, which does not err; give --racing statistical"
                .formatted(errorProbability, racing));
      }
      return new SavingParameters(racing, scoreCache);
    }
    if (variant == SwarmVariant.PARETO) {
      throw new BadInputException(
          "--racing is statistical, but --swarm is pareto, which needs each accuracy; leave one of them out");
    }
    double error = errorProbability == null ? DEFAULT_ERROR_PROBABILITY : errorProbability;
    return new SavingParameters(
        racing,
        Range.check(
            "--error-probability", error, error > 0 && error <= 0.5, "above 0 and at most 0.5"),
        scoreCache);
  }
}
