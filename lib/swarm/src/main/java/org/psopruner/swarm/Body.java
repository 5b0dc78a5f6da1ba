package org.psopruner.swarm;

import java.util.Arrays;
import java.util.Optional;

/** Where a particle is and where it is heading. */
final class Body {
  private final double[] x;
  private final double[] velocity;
  private final VelocityLimit limit;
  private final Bounds bounds;

  /**
   * Starts somewhere, with a velocity that would keep it inside (SPSO 2011: v = U(0 − x, 1 − x)).
   *
   * @param start where; anywhere in the cube, x = U(0, 1), if it is empty
   */
  Body(
      int dimensions,
      VelocityLimit limit,
      Bounds bounds,
      Optional<Position> start,
      RandomStream random) {
    this.x = new double[dimensions];
    this.velocity = new double[dimensions];
    this.limit = limit;
    this.bounds = bounds;
    for (int d = 0; d < dimensions; d++) {
      double anywhere = random.next();
      x[d] = start.isPresent() ? start.get().get(d) : anywhere;
      velocity[d] = limit.of(random.next() - x[d]);
    }
  }

  int dimensions() {
    return x.length;
  }

  double x(int d) {
    return x[d];
  }

  double velocity(int d) {
    return velocity[d];
  }

  Position position() {
    return new Position(x);
  }

  /** Takes a velocity, within the limit, and moves by it. */
  void fly(double[] newVelocity, RandomStream random) {
    for (int d = 0; d < x.length; d++) {
      velocity[d] = limit.of(newVelocity[d]);
      x[d] += velocity[d];
      confine(d, random);
    }
  }

  /** Moves to a place, whatever the velocity. */
  void jump(double[] place, RandomStream random) {
    for (int d = 0; d < x.length; d++) {
      x[d] = place[d];
      confine(d, random);
    }
  }

  private void confine(int d, RandomStream random) {
    if (Bounds.isOutside(x[d])) {
      x[d] = bounds.place(x[d]);
      velocity[d] = bounds.velocity(velocity[d], random);
    }
  }

  /** Whether it is where nothing can be evaluated. */
  boolean isOutside() {
    return Arrays.stream(x).anyMatch(Bounds::isOutside);
  }

  /** Sets what is outside on the face. */
  void land() {
    for (int d = 0; d < x.length; d++) {
      if (Bounds.isOutside(x[d])) {
        x[d] = Bounds.nearest(x[d]);
      }
    }
  }
}
