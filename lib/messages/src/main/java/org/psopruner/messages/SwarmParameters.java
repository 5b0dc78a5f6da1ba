package org.psopruner.messages;

/**
 * The swarm of an experiment.
 *
 * @param particles from 1 to 10,000
 * @param iterations from 1 to 1,000,000; the first evaluates the random start. Particles times
 *     iterations are the positions that are asked for in all; at the asynchronous pace, particles
 *     whose scores are long in coming have fewer of them than others
 * @param seed fixes the whole trajectory
 * @param variant how it moves
 * @param pace when it moves
 */
public record SwarmParameters(
    int particles, int iterations, long seed, SwarmVariant variant, SwarmPace pace) {
  public SwarmParameters {
    Require.that(particles >= 1 && particles <= 10_000, "particles", particles, "from 1 to 10,000");
    Require.that(
        iterations >= 1 && iterations <= 1_000_000,
        "iterations",
        iterations,
        "from 1 to 1,000,000");
    Require.present("variant", variant);
    Require.present("pace", pace);
  }
}
