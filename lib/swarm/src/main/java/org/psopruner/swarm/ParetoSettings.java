package org.psopruner.swarm;

import java.util.List;

/**
 * What defines a swarm with several objectives.
 *
 * @param particles at least 1
 * @param dimensions coordinates of a position, at least 1
 * @param objectives at least 1
 * @param archive points that the front is kept with, at least 1
 * @param seed any
 * @param pace when particles move
 * @param start where the first particles start, at most as many as there are; the others start
 *     anywhere
 */
public record ParetoSettings(
    int particles,
    int dimensions,
    int objectives,
    int archive,
    long seed,
    Pace pace,
    List<Position> start) {
  public ParetoSettings {
    start = List.copyOf(start);
    Check.swarm(particles, dimensions, start);
    Check.that(objectives >= 1, "objectives (%d) must be at least 1", objectives);
    Check.that(archive >= 1, "archive (%d) must be at least 1", archive);
  }
}
