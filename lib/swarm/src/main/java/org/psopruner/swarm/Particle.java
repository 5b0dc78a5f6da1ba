package org.psopruner.swarm;

/** One particle: where it is, where it is heading, and the best it has found. */
final class Particle {
  private final SwarmSettings settings;
  private final int index;
  private final double[] x;
  private final double[] velocity;
  private Position position;
  private Position bestPosition;
  private double bestFitness = Double.NEGATIVE_INFINITY;

  /**
   * Starts anywhere in the cube, with a velocity that would keep it inside (SPSO 2011: x = U(0, 1),
   * v = U(0 − x, 1 − x)).
   */
  Particle(SwarmSettings settings, int index) {
    this.settings = settings;
    this.index = index;
    x = new double[settings.dimensions()];
    velocity = new double[settings.dimensions()];
    RandomStream random = new RandomStream(settings.seed(), 0, index);
    for (int d = 0; d < x.length; d++) {
      x[d] = random.next();
      velocity[d] = limited(random.next() - x[d]);
    }
    position = new Position(x);
    bestPosition = position;
  }

  Position position() {
    return position;
  }

  Position bestPosition() {
    return bestPosition;
  }

  /** Takes the fitness of where it is; only a better one replaces its best. */
  void score(double fitness) {
    if (fitness > bestFitness) {
      bestFitness = fitness;
      bestPosition = position;
    }
  }

  /**
   * Moves: v = w v + c1 r1 (personal best − x) + c2 r2 (global best − x), x = x + v, with r1 and r2
   * drawn anew for each coordinate.
   */
  void move(int iteration, Position globalBest) {
    RandomStream random = new RandomStream(settings.seed(), iteration, index);
    for (int d = 0; d < x.length; d++) {
      double toPersonal = settings.cognitive() * random.next() * (bestPosition.get(d) - x[d]);
      double toGlobal = settings.social() * random.next() * (globalBest.get(d) - x[d]);
      velocity[d] = limited(settings.inertia() * velocity[d] + toPersonal + toGlobal);
      x[d] += velocity[d];
      confine(d);
    }
    position = new Position(x);
  }

  private double limited(double v) {
    return Math.max(-settings.maxVelocity(), Math.min(settings.maxVelocity(), v));
  }

  /**
   * Who leaves the cube is set on its face and turned back with half its velocity: the confinement
   * of SPSO 2011 (M. Zambrano-Bigiarini, M. Clerc and R. Rojas, "Standard Particle Swarm
   * Optimisation 2011 at CEC-2013", CEC 2013).
   */
  private void confine(int d) {
    if (x[d] < 0 || x[d] > 1) {
      x[d] = x[d] < 0 ? 0 : 1;
      velocity[d] *= -0.5;
    }
  }
}
