package org.psopruner.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The swarm of an experiment.
 *
 * @param particles from 1 to 10,000
 * @param iterations from 1 to 1,000,000; the first evaluates the start. Particles times iterations
 *     are the positions that are asked for in all, at most 1,000,000; at the asynchronous pace,
 *     particles whose scores are long in coming have fewer of them than others
 * @param seed fixes the whole trajectory
 * @param variant how it moves
 * @param pace when it moves
 * @param start where the first particles start, at most as many as there are: positions of one
 *     value from 0 to 1 a channel group; the other particles start at random
 * @param coefficients of {@link SwarmVariant#GLOBAL_BEST} alone, in place of its own
 */
public record SwarmParameters(
    int particles,
    int iterations,
    long seed,
    SwarmVariant variant,
    SwarmPace pace,
    List<List<Double>> start,
    Optional<SwarmCoefficients> coefficients) {
  /** The most iterations of a swarm. */
  public static final int MAX_ITERATIONS = 1_000_000;

  /** The most positions of a swarm: each coordinator keeps them all. */
  private static final int MAX_POSITIONS = 1_000_000;

  public SwarmParameters {
    Require.that(particles >= 1 && particles <= 10_000, "particles", particles, "from 1 to 10,000");
    requireIterations(iterations);
    Require.that(
        iterations <= maxIterations(particles),
        "iterations",
        iterations,
        String.format(
            Locale.ROOT,
            "at most %,d with %,d particles, which is %,d positions",
            maxIterations(particles),
            particles,
            MAX_POSITIONS));
    Require.present("variant", variant);
    Require.present("pace", pace);
    Require.present("start", start);
    Require.that(
        start.size() <= particles,
        "start",
        start.size() + " positions",
        "of at most as many as there are particles, " + particles);
    start = positions(start);
    Require.present("coefficients", coefficients);
    Require.that(
        coefficients.isEmpty() || variant == SwarmVariant.GLOBAL_BEST,
        "variant",
        variant,
        "global-best, or coefficients left out: the others have their own");
  }

  private static List<List<Double>> positions(List<List<Double>> start) {
    List<List<Double>> copy = new ArrayList<>();
    for (int i = 0; i < start.size(); i++) {
      copy.add(
          Require.each("start[" + i + "]", start.get(i), x -> x >= 0 && x <= 1, "from 0 to 1"));
    }
    return List.copyOf(copy);
  }

  /** A swarm that starts at random. */
  public SwarmParameters(
      int particles, int iterations, long seed, SwarmVariant variant, SwarmPace pace) {
    this(particles, iterations, seed, variant, pace, List.of(), Optional.empty());
  }

  /** The same, or of another variant, which then has its own coefficients. */
  public SwarmParameters with(SwarmVariant other) {
    return other == variant
        ? this
        : new SwarmParameters(particles, iterations, seed, other, pace, start, Optional.empty());
  }

  /** The same with other coefficients, or the variant's own. */
  public SwarmParameters with(Optional<SwarmCoefficients> other) {
    return new SwarmParameters(particles, iterations, seed, variant, pace, start, other);
  }

  /** The same with another seed. */
  public SwarmParameters withSeed(long other) {
    return new SwarmParameters(particles, iterations, other, variant, pace, start, coefficients);
  }

  /** The same from other places. */
  public SwarmParameters startingAt(List<List<Double>> positions) {
    return new SwarmParameters(particles, iterations, seed, variant, pace, positions, coefficients);
  }

  /** How it moves, in words. */
  public String motion() {
    return coefficients
        .map(
            own ->
                "%s with w = %s, c1 = %s, c2 = %s"
                    .formatted(variant, own.inertia(), own.cognitive(), own.social()))
        .orElse(variant.toString());
  }

  /** The most iterations that so many particles may have. */
  public static int maxIterations(int particles) {
    return MAX_POSITIONS / particles;
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
    return withIterations((int) Math.min(Integer.MAX_VALUE, (long) iterations + more));
  }

  /** The same with so many iterations. */
  public SwarmParameters withIterations(int other) {
    return new SwarmParameters(particles, other, seed, variant, pace, start, coefficients);
  }
}
