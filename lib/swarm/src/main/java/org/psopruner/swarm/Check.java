package org.psopruner.swarm;

import java.util.List;

/** Checks of what comes from outside. */
final class Check {
  private Check() {}

  /**
   * @param message with one place for the value
   * @throws IllegalArgumentException with that message if the condition does not hold
   */
  static void that(boolean condition, String message, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }

  /**
   * What holds of every swarm.
   *
   * @throws IllegalArgumentException if there are no particles or no dimensions, more positions to
   *     start at than particles, or one of another number of coordinates
   */
  static void swarm(int particles, int dimensions, List<Position> start) {
    that(particles >= 1, "particles (%d) must be at least 1", particles);
    that(dimensions >= 1, "dimensions (%d) must be at least 1", dimensions);
    that(
        start.size() <= particles,
        "start (%d positions) must be of at most as many as there are particles",
        start.size());
    for (Position position : start) {
      that(
          position.dimensions() == dimensions,
          "start has a position of %d coordinates; it must be of as many as there are dimensions",
          position.dimensions());
    }
  }
}
