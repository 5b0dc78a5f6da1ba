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
  /** The most iterations of a swarm. */
  public static final int MAX_ITERATIONS = 1_000_000;

  public SwarmParameters {
    Require.that(particles >= 1 && particles <= 10_000, "particles", particles, "from 1 to 10,000");
    requireIterations(iterations);
    Require.present("variant", variant);
    Require.present("pace", pace);
  }

  static void requireIterations(int iterations) {
    Require.that(
        iterations >= 1 && iterations <= MAX_ITERATIONS,
        "iterations",
        iterations,
        "from 1 to 1,000,000");
  }

  /**
   * The same swarm with more iterations. What falls over the iterations of a variant does so as
   * before, and then stays where it is.
   *
   * @param more at least 1
   * @throws IllegalArgumentException if they are too many
   */
  public SwarmParameters extended(int more) {
    return new SwarmParameters(
        particles,
        (int) Math.min(Integer.MAX_VALUE, (long) iterations + more),
        seed,
        variant,
        pace);
  }
}
