package org.psopruner.swarm;

/** A test function of the literature, minimum 0, over the cube [-halfWidth, halfWidth]^d. */
enum Benchmark {
  SPHERE(100),
  ROSENBROCK(30),
  RASTRIGIN(5.12);

  private final double halfWidth;

  Benchmark(double halfWidth) {
    this.halfWidth = halfWidth;
  }

  /** The value at a position of the unit cube, which is scaled to the function's own. */
  double at(Position position) {
    double[] x = position.toArray();
    for (int d = 0; d < x.length; d++) {
      x[d] = (2 * x[d] - 1) * halfWidth;
    }
    return switch (this) {
      case SPHERE -> sphere(x);
      case ROSENBROCK -> rosenbrock(x);
      case RASTRIGIN -> rastrigin(x);
    };
  }

  /** Runs one iteration and gives the least value found so far. */
  double iterate(Swarm swarm) {
    var positions = swarm.ask();
    for (int p = 0; p < positions.size(); p++) {
      swarm.tell(p, -at(positions.get(p)));
    }
    return -swarm.globalBest().orElseThrow().fitness();
  }

  private static double sphere(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return sum;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int d = 0; d + 1 < x.length; d++) {
      double valley = x[d + 1] - x[d] * x[d];
      sum += 100 * valley * valley + (1 - x[d]) * (1 - x[d]);
    }
    return sum;
  }

  private static double rastrigin(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value - 10 * Math.cos(2 * Math.PI * value) + 10;
    }
    return sum;
  }
}
