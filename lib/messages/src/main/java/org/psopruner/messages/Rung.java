package org.psopruner.messages;

/**
 * A look at the best structures of a search once more, closer than the search could afford for all:
 * a rung of successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
 * Hyperparameter Optimization", AISTATS 2016).
 *
 * @param structures how many: the best of the search, or of the rung before; from 1 to 1,000
 * @param evaluation how they are evaluated
 */
public record Rung(int structures, EvaluationSettings evaluation) {
  /** The most structures of a rung. */
  public static final int MAX_STRUCTURES = 1_000;

  public Rung {
    Require.that(
        structures >= 1 && structures <= MAX_STRUCTURES,
        "structures",
        structures,
        "from 1 to 1,000");
    Require.present("evaluation", evaluation);
  }
}
