package org.psopruner.swarm;

import java.util.List;

/**
 * Test problems with two objectives to minimise, over the unit cube (E. Zitzler, K. Deb and L.
 * Thiele, "Comparison of multiobjective evolutionary algorithms: empirical results", Evolutionary
 * Computation 8(2), 2000). ZDT4's other coordinates are scaled to -5..5.
 */
enum Zdt {
  ZDT1(30, 2.0 / 3),
  ZDT2(30, 1.0 / 3),
  ZDT4(10, 2.0 / 3);

  final int dimensions;

  /** What the true front dominates of the square up to (1, 1). */
  final double hypervolume;

  Zdt(int dimensions, double hypervolume) {
    this.dimensions = dimensions;
    this.hypervolume = hypervolume;
  }

  /** Both with their signs turned. */
  Objectives at(Position position) {
    double f1 = position.get(0);
    double g = g(position);
    double f2 =
        switch (this) {
          case ZDT1, ZDT4 -> g * (1 - Math.sqrt(f1 / g));
          case ZDT2 -> g * (1 - f1 * f1 / (g * g));
        };
    return Objectives.of(-f1, -f2);
  }

  private double g(Position position) {
    double sum = 0;
    for (int d = 1; d < dimensions; d++) {
      double x = position.get(d);
      if (this == ZDT4) {
        double scaled = 10 * x - 5;
        sum += scaled * scaled - 10 * Math.cos(4 * Math.PI * scaled);
      } else {
        sum += x;
      }
    }
    return this == ZDT4 ? 1 + 10 * (dimensions - 1) + sum : 1 + 9 * sum / (dimensions - 1);
  }

  /** What a front dominates of the square up to (1, 1). */
  static double hypervolume(List<ParetoPoint> front) {
    double volume = 0;
    double ceiling = 1;
    // By f1, ascending, so that f2 falls.
    for (ParetoPoint point : front) {
      double f1 = -point.objectives().get(0);
      double f2 = -point.objectives().get(1);
      if (f1 < 1 && f2 < ceiling) {
        volume += (1 - f1) * (ceiling - Math.max(f2, 0));
        ceiling = f2;
      }
    }
    return volume;
  }
}
