package org.psopruner.messages;

/**
 * What a search leaves uncomputed, since it cannot matter or is known. None of it changes how the
 * swarm moves, or what it finds.
 *
 * @param racing whether an evaluation ends when it can no longer matter
 * @param scoreCache whether scores of other experiments answer for the same evaluation, and those
 *     of this one for theirs
 */
public record SavingParameters(Racing racing, boolean scoreCache) {
  public SavingParameters {
    Require.present("racing", racing);
  }
}
