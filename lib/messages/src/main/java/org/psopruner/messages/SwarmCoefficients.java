package org.psopruner.messages;

/**
 * How a swarm with one global best moves: v = w v + c1 r1 (personal best − x) + c2 r2 (global best
 * − x), with r1 and r2 from 0 to 1, drawn anew for each coordinate. The lower w, c1 and c2, the
 * sooner the swarm comes together.
 *
 * @param inertia w, the share of its velocity that a particle keeps: from 0 to below 1
 * @param cognitive c1, the pull of the personal best: from 0 to {@link #MAX_PULL}
 * @param social c2, the pull of the global best: above 0, to {@link #MAX_PULL}
 */
public record SwarmCoefficients(double inertia, double cognitive, double social) {
  /** The strongest pull. */
  public static final double MAX_PULL = 4;

  public SwarmCoefficients {
    Require.that(inertia >= 0 && inertia < 1, "inertia", inertia, "from 0 to below 1");
    Require.that(cognitive >= 0 && cognitive <= MAX_PULL, "cognitive", cognitive, "from 0 to 4");
    Require.that(social > 0 && social <= MAX_PULL, "social", social, "above 0 and at most 4");
  }
}
