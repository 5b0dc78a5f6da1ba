package org.psopruner.messages;

/**
 * What a search leaves uncomputed. None of it changes how the swarm moves, or what it finds.
 *
 * @param racing whether an evaluation ends when it can no longer matter
 */
public record SavingParameters(Racing racing) {
  public SavingParameters {
    Require.present("racing", racing);
  }
}
