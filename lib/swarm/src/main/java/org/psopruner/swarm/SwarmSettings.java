package org.psopruner.swarm;

import java.util.List;

/**
 * What defines a swarm: two swarms of equal settings that are told the same are the same, bit by
 * bit.
 *
 * @param particles at least 1
 * @param dimensions coordinates of a position, at least 1
 * @param seed any
 * @param variant how particles move
 * @param velocityLimit how far at once
 * @param bounds what happens at the faces of the cube
 * @param pace when they move
 * @param start where the first particles start, at most as many as there are; the others start
 *     anywhere
 */
public record SwarmSettings(
    int particles,
    int dimensions,
    long seed,
    Variant variant,
    VelocityLimit velocityLimit,
    Bounds bounds,
    Pace pace,
    List<Position> start) {

  public SwarmSettings {
    start = List.copyOf(start);
    Check.swarm(particles, dimensions, start);
  }

  /** A synchronous swarm that starts at random, with the limit and the bounds of the variant. */
  public static SwarmSettings of(int particles, int dimensions, long seed, Variant variant) {
    return new SwarmSettings(
        particles,
        dimensions,
        seed,
        variant,
        variant.velocityLimit(),
        variant.bounds(),
        Pace.SYNCHRONOUS,
        List.of());
  }

  /** A swarm with one global best and {@link Variant.GlobalBest#CONSTRICTION}. */
  public static SwarmSettings constriction(int particles, int dimensions, long seed) {
    return of(particles, dimensions, seed, Variant.GlobalBest.CONSTRICTION);
  }

  /** The same with another limit. */
  public SwarmSettings with(VelocityLimit other) {
    return new SwarmSettings(particles, dimensions, seed, variant, other, bounds, pace, start);
  }

  /** The same with other bounds. */
  public SwarmSettings with(Bounds other) {
    return new SwarmSettings(
        particles, dimensions, seed, variant, velocityLimit, other, pace, start);
  }

  /** The same at another pace. */
  public SwarmSettings with(Pace other) {
    return new SwarmSettings(
        particles, dimensions, seed, variant, velocityLimit, bounds, other, start);
  }

  /** The same with these positions for the first particles to start at. */
  public SwarmSettings startingAt(List<Position> positions) {
    return new SwarmSettings(
        particles, dimensions, seed, variant, velocityLimit, bounds, pace, positions);
  }
}
