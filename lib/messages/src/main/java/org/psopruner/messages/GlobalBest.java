package org.psopruner.messages;

/**
 * A finished search's winner, for the retrainer.
 *
 * @param evaluationId the winner's
 * @param iteration of the particle that found the structure first, from 0
 * @param particle from 0
 * @param evaluated what it scored
 * @param evaluations how many structures were evaluated in the search
 */
public record GlobalBest(
    ExperimentSpec experiment,
    String evaluationId,
    int iteration,
    int particle,
    PrunedStructure structure,
    Score.Evaluated evaluated,
    int evaluations)
    implements Message {
  public GlobalBest {
    Require.present("experiment", experiment);
    Require.sha256("evaluationId", evaluationId);
    Require.atLeast(0, "iteration", iteration);
    Require.atLeast(0, "particle", particle);
    Require.present("structure", structure);
    Require.present("evaluated", evaluated);
    Require.atLeast(1, "evaluations", evaluations);
  }

  @Override
  public String experimentId() {
    return experiment.id();
  }
}
