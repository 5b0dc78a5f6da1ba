package org.psopruner.swarm;

/**
 * What happens to a particle that leaves the unit cube, coordinate by coordinate. The names are
 * those of S. Helwig, J. Branke and S. Mostaghim, "Experimental analysis of bound handling
 * techniques in particle swarm optimization", IEEE Transactions on Evolutionary Computation 17(2),
 * 2013, and of S. Xu and Y. Rahmat-Samii, "Boundary conditions in particle swarm optimization
 * revisited", IEEE Transactions on Antennas and Propagation 55(3), 2007.
 */
public enum Bounds {
  /** Set on the face, without velocity ("nearest" with velocity zero). */
  ABSORBING {
    @Override
    double velocity(double velocity, RandomStream random) {
      return 0;
    }
  },

  /**
   * Set on the face and sent back with half its velocity: the confinement of SPSO 2011 (M.
   * Zambrano-Bigiarini, M. Clerc and R. Rojas, "Standard Particle Swarm Optimisation 2011 at
   * CEC-2013", CEC 2013).
   */
  DETERMINISTIC_BACK {
    @Override
    double velocity(double velocity, RandomStream random) {
      return -0.5 * velocity;
    }
  },

  /** Set on the face and sent back with a random share of its velocity, U(0, 1). */
  RANDOM_BACK {
    @Override
    double velocity(double velocity, RandomStream random) {
      return -random.next() * velocity;
    }
  },

  /** Mirrored at the face, as often as it takes, with its velocity turned around. */
  REFLECTING {
    @Override
    double place(double coordinate) {
      double folded = Math.abs(coordinate) % 2;
      return folded > 1 ? 2 - folded : folded;
    }

    @Override
    double velocity(double velocity, RandomStream random) {
      return -velocity;
    }
  },

  /**
   * Flies on outside, is not evaluated there, and is drawn back by the bests, which are inside (D.
   * Bratton and J. Kennedy, "Defining a standard for particle swarm optimization", SIS 2007). Since
   * no evaluation is spent outside, it moves on at once, without waiting for the others.
   */
  INVISIBLE {
    @Override
    double place(double coordinate) {
      return coordinate;
    }

    @Override
    double velocity(double velocity, RandomStream random) {
      return velocity;
    }
  };

  /** Where a coordinate outside the cube is set. */
  double place(double coordinate) {
    return nearest(coordinate);
  }

  /** The velocity after that. */
  abstract double velocity(double velocity, RandomStream random);

  static double nearest(double coordinate) {
    return coordinate < 0 ? 0 : 1;
  }

  static boolean isOutside(double coordinate) {
    return coordinate < 0 || coordinate > 1;
  }
}
