package org.psopruner.cli.run;

import org.psopruner.cli.BadInputException;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long, how wide and among which structures an experiment searches. */
public final class SwarmOptions {
  @Mixin private SizeOptions size;
  @Mixin private SeedOption seed;
  @Mixin private StructureOptions structures;
  @Mixin private MotionOptions motion;
  @Mixin private StartOptions start;
  @Mixin private PaceOption pace;
  @Mixin private RacingOptions racing;

  @Option(
      names = "--no-score-cache",
      description =
          "Evaluate anew what other experiments on the same broker, model, data and settings have"
              + " evaluated, and keep the scores from them. Not at the asynchronous pace, where no"
              + " scores are shared.")
  private boolean noScoreCache;

  /** What was asked for, or a swarm as large as the published one where nothing was. */
  public SwarmParameters parameters() {
    return moving(size.swarm(seed(), motion.variant(), pace.pace()));
  }

  /** What was asked for, or these where nothing was. */
  public SwarmParameters parameters(int defaultIterations, int defaultParticles) {
    return moving(
        size.swarm(defaultIterations, defaultParticles, seed(), motion.variant(), pace.pace()));
  }

  private SwarmParameters moving(SwarmParameters swarm) {
    return swarm.with(motion.coefficients());
  }

  /** How a particle becomes a structure. */
  public StructureParameters structures() {
    return structures.structures();
  }

  /** What is not computed. */
  public SavingParameters savings() {
    if (noScoreCache && pace.pace() == SwarmPace.ASYNCHRONOUS) {
      throw new BadInputException(
          "--no-score-cache is given, but --pace is asynchronous, where no scores are shared; leave one of"
              + " them out");
    }
    return racing.savings(motion.variant(), !noScoreCache);
  }

  /** Where the swarm starts. */
  public SwarmStart start() {
    return start.start();
  }

  public long seed() {
    return seed.seed();
  }
}
