package org.psopruner.messages;

/**
 * What a search leaves uncomputed, since it cannot matter, is unlikely to, or is known. All but
 * {@link Racing#STATISTICAL} changes neither how the swarm moves nor what it finds.
 *
 * @param racing whether an evaluation ends when it can no longer matter
 * @param errorProbability with {@link Racing#STATISTICAL}, of one evaluation: how likely a
 *     candidate that is better than its particle's personal best is taken for one that is not;
 *     above 0 and at most 0.5. Else 0
 * @param scoreCache whether scores of other experiments answer for the same evaluation, and those
 *     of this one for theirs
 */
public record SavingParameters(Racing racing, double errorProbability, boolean scoreCache) {
  public SavingParameters {
    Require.present("racing", racing);
    Require.errorProbability(errorProbability);
    Require.that(
        racing == Racing.STATISTICAL == errorProbability > 0,
        "errorProbability",
        errorProbability,
        "above 0 where racing is statistical, 0 elsewhere");
  }

  /** Racing that cannot err, or none. */
  public SavingParameters(Racing racing, boolean scoreCache) {
    this(racing, 0, scoreCache);
  }
}
