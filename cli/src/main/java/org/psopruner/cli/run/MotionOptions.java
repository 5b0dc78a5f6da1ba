package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.messages.SwarmCoefficients;
import org.psopruner.messages.SwarmVariant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How particles move. */
public final class MotionOptions {
  @Option(
      names = "--swarm",
      paramLabel = "NAME",
      description =
          "How particles move: ${COMPLETION-CANDIDATES} (default: trelea, or global-best with"
              + " --inertia).")
  private SwarmVariant variant;

  @Mixin private CoefficientOptions coefficients;

  /** The variant that was asked for, or the one that goes with the coefficients. */
  public SwarmVariant variant() {
    if (variant != null) {
      return variant;
    }
    return coefficients.areGiven() ? SwarmVariant.GLOBAL_BEST : SwarmVariant.TRELEA;
  }

  /** What was given in place of the variant's own. */
  public Optional<SwarmCoefficients> coefficients() {
    return coefficients.coefficients(variant());
  }
}
