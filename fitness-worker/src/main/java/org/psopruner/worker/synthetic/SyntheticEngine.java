package org.psopruner.worker.synthetic;

import java.time.Duration;
import org.psopruner.engine.EvaluableNetwork;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Network;

/**
 * Gives each network a made-up accuracy, always the same, after a pause. The accuracy grows with
 * the weights that are left, so that there is something for a swarm to climb.
 */
public final class SyntheticEngine implements EvaluationEngine {
  private final Duration evaluation;

  /**
   * @param evaluation what an evaluation takes, at least zero
   */
  public SyntheticEngine(Duration evaluation) {
    if (evaluation.isNegative()) {
      throw new IllegalArgumentException(
          "an evaluation takes %s; it must be at least PT0S".formatted(evaluation));
    }
    this.evaluation = evaluation;
  }

  @Override
  public String description() {
    return "synthetic, " + evaluation.toMillis() + " ms an evaluation";
  }

  @Override
  public EvaluableNetwork load(Network network, Normalization normalization) {
    return new SyntheticNetwork(network, evaluation);
  }
}
