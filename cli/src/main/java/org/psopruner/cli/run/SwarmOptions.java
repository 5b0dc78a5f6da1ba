package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.Racing;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.pruning.structure.Alignment;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long, how wide and among which structures to search. */
public final class SwarmOptions {
  private static final double DEFAULT_ERROR_PROBABILITY = 0.01;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of the swarm; the first evaluates where it starts.")
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
          "Keep multiples of N channels, which processors are faster with; 1 for any number"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int alignment;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description =
          "What values a filter: ${COMPLETION-CANDIDATES} (default: l1-norm, or measured with"
              + " --importance).")
  private FilterCriterion criterion;

  @Option(
      names = "--importance",
      paramLabel = "FILE",
      description = "What the filters are worth, measured: what psopruner importance has written.")
  private Path importance;

  @Option(
      names = "--swarm",
      paramLabel = "NAME",
      description =
          "How particles move: ${COMPLETION-CANDIDATES} (default: trelea, or global-best with"
              + " --inertia).")
  private SwarmVariant variant;

  @Mixin private CoefficientOptions coefficients;

  @Option(
      names = "--start",
      paramLabel = "NAME",
      description =
          "Where the swarm starts: ${COMPLETION-CANDIDATES}; not with --sensitivity (default:"
              + " random).")
  private StartPoint start;

  @Option(
      names = "--sensitivity",
      paramLabel = "FILE",
      description =
          "Start one particle where an analysis advises: what psopruner sensitivity has written.")
  private Path sensitivity;

  @Option(
      names = "--pace",
      paramLabel = "NAME",
      description =
          "When particles move: ${COMPLETION-CANDIDATES}; the latter keeps more workers busy, and depends on"
              + " the order of their scores (default: ${DEFAULT-VALUE}).",
      defaultValue = "synchronous")
  private SwarmPace pace;

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

  @Option(
      names = "--no-score-cache",
      description =
          "Evaluate anew what other experiments on the same broker, model, data and settings have"
              + " evaluated, and keep the scores from them.")
  private boolean noScoreCache;

  /** What was asked for, or these where nothing was. */
  public SwarmParameters parameters(int defaultIterations, int defaultParticles) {
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
    return new SwarmParameters(size, length, seed, variant(), pace)
        .with(coefficients.coefficients(variant()));
  }

  /** How a particle becomes a structure. */
  public StructureParameters structures() {
    Range.check("--align", alignment, 1, Alignment.MAX);
    if (importance == null) {
      if (criterion == FilterCriterion.MEASURED) {
        throw new BadInputException(
            "--criterion is measured, but --importance is missing; give what psopruner importance has written");
      }
      return new StructureParameters(
          criterion == null ? FilterCriterion.L1_NORM : criterion, alignment);
    }
    if (criterion != null && criterion != FilterCriterion.MEASURED) {
      throw new BadInputException(
          "--importance is %s, but --criterion is %s; give one of them"
              .formatted(importance, criterion));
    }
    return new StructureParameters(
        FilterCriterion.MEASURED, alignment, Optional.of(FileReference.of(importance)));
  }

  /** What is not computed. */
  public SavingParameters savings() {
    if (racing != Racing.STATISTICAL) {
      if (errorProbability != null) {
        throw new BadInputException(
            "--error-probability is %s, but --racing is %s, which does not err; give --racing statistical"
                .formatted(errorProbability, racing));
      }
      return new SavingParameters(racing, !noScoreCache);
    }
    if (variant() == SwarmVariant.PARETO) {
      throw new BadInputException(
          "--racing is statistical, but --swarm is pareto, which needs each accuracy; leave one of them out");
    }
    double error = errorProbability == null ? DEFAULT_ERROR_PROBABILITY : errorProbability;
    return new SavingParameters(
        racing,
        Range.check(
            "--error-probability", error, error > 0 && error <= 0.5, "above 0 and at most 0.5"),
        !noScoreCache);
  }

  /** Where the swarm starts. */
  public SwarmStart start() {
    if (sensitivity != null) {
      if (start != null) {
        throw new BadInputException(
            "--sensitivity is %s, but --start is %s; give one of them"
                .formatted(sensitivity, start));
      }
      return new SensitivityStart(sensitivity);
    }
    return start == null ? StartPoint.RANDOM : start;
  }

  public long seed() {
    return seed;
  }

  public SwarmVariant variant() {
    return chosenVariant()
        .orElse(coefficients.areGiven() ? SwarmVariant.GLOBAL_BEST : SwarmVariant.TRELEA);
  }

  /** How particles move, where that was said. */
  public Optional<SwarmVariant> chosenVariant() {
    return Optional.ofNullable(variant);
  }

  public SwarmPace pace() {
    return pace;
  }
}
