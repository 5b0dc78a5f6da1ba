package org.psopruner.swarm;

/**
 * What defines a swarm: two swarms of equal settings that are told the same are the same, bit by
 * bit.
 *
 * @param particles at least 1
 * @param dimensions coordinates of a position, at least 1
 * @param seed any
 * @param inertia w, the share of its velocity that a particle keeps: at least 0 and below 1
 * @param cognitive c1, the pull of the personal best: at least 0
 * @param social c2, the pull of the global best: at least 0
 * @param maxVelocity the furthest step along one coordinate, in edges of the unit cube: above 0 and
 *     at most 1
 */
public record SwarmSettings(
    int particles,
    int dimensions,
    long seed,
    double inertia,
    double cognitive,
    double social,
    double maxVelocity) {

  public SwarmSettings {
    check(particles >= 1, "particles (%d) must be at least 1", particles);
    check(dimensions >= 1, "dimensions (%d) must be at least 1", dimensions);
    check(inertia >= 0 && inertia < 1, "inertia (%s) must be at least 0 and below 1", inertia);
    check(isPull(cognitive), "cognitive (%s) must be a finite number of at least 0", cognitive);
    check(isPull(social), "social (%s) must be a finite number of at least 0", social);
    check(
        maxVelocity > 0 && maxVelocity <= 1,
        "maxVelocity (%s) must be above 0 and at most 1",
        maxVelocity);
  }

  /**
   * Settings with constriction: w = 0.7298 and c1 = c2 = 1.49618, which make a swarm converge (M.
   * Clerc and J. Kennedy, "The particle swarm: explosion, stability, and convergence in a
   * multidimensional complex space", IEEE Transactions on Evolutionary Computation 6(1), 2002: χ =
   * 0.7298 for φ = 4.1, c = χφ/2). A step is at most half the cube's edge, as R. C. Eberhart and Y.
   * Shi advise ("Comparing inertia weights and constriction factors in particle swarm
   * optimization", CEC 2000: Vmax = Xmax).
   */
  public static SwarmSettings constriction(int particles, int dimensions, long seed) {
    return new SwarmSettings(particles, dimensions, seed, 0.7298, 1.49618, 1.49618, 0.5);
  }

  private static boolean isPull(double pull) {
    return pull >= 0 && Double.isFinite(pull);
  }

  private static void check(boolean holds, String message, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }
}
