package org.psopruner.swarm;

/**
 * The furthest step along one coordinate: a velocity beyond it is clamped, coordinate by
 * coordinate.
 *
 * @param edges of the unit cube, above 0; infinity for no limit
 */
public record VelocityLimit(double edges) {
  /** None, as in SPSO 2011. */
  public static final VelocityLimit NONE = new VelocityLimit(Double.POSITIVE_INFINITY);

  /**
   * Half the range: Vmax = Xmax of R. C. Eberhart and Y. Shi, "Comparing inertia weights and
   * constriction factors in particle swarm optimization", CEC 2000; also the velocity constriction
   * of SMPSO.
   */
  public static final VelocityLimit HALF_RANGE = new VelocityLimit(0.5);

  /** A fifth of the range, as in CLPSO (Liang et al. 2006). */
  public static final VelocityLimit FIFTH_OF_RANGE = new VelocityLimit(0.2);

  public VelocityLimit {
    Check.that(edges > 0, "velocityLimit (%s) must be above 0; infinity is no limit", edges);
  }

  double of(double velocity) {
    return Math.max(-edges, Math.min(edges, velocity));
  }
}
