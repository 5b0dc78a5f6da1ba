package org.psopruner.swarm;

/** How particles move and whom they follow, after one paper each, with that paper's constants. */
public sealed interface Variant {
  /** The limit that the paper gives, or that is usual with it. */
  VelocityLimit velocityLimit();

  /** The paper's way with particles that leave the cube. */
  Bounds bounds();

  /**
   * Everyone follows the best of all.
   *
   * @param inertia w, the share of its velocity that a particle keeps: at least 0 and below 1
   * @param cognitive c1, the pull of the personal best: at least 0
   * @param social c2, the pull of the global best: at least 0
   */
  record GlobalBest(double inertia, double cognitive, double social) implements Variant {
    /**
     * w = 0.7298 and c1 = c2 = 1.49618, which make a swarm converge (M. Clerc and J. Kennedy, "The
     * particle swarm: explosion, stability, and convergence in a multidimensional complex space",
     * IEEE Transactions on Evolutionary Computation 6(1), 2002: χ = 0.7298 for φ = 4.1, c = χφ/2).
     */
    public static final GlobalBest CONSTRICTION = new GlobalBest(0.7298, 1.49618, 1.49618);

    /**
     * w = 0.6 and c1 = c2 = 1.7, the first of two sets of I. C. Trelea, "The particle swarm
     * optimization algorithm: convergence analysis and parameter selection", Information Processing
     * Letters 85(6), 2003: a swarm comes together in fewer iterations than with {@link
     * #CONSTRICTION}.
     */
    public static final GlobalBest TRELEA = new GlobalBest(0.6, 1.7, 1.7);

    public GlobalBest {
      Check.that(
          inertia >= 0 && inertia < 1, "inertia (%s) must be at least 0 and below 1", inertia);
      Check.that(
          isPull(cognitive), "cognitive (%s) must be a finite number of at least 0", cognitive);
      Check.that(isPull(social), "social (%s) must be a finite number of at least 0", social);
    }

    private static boolean isPull(double pull) {
      return pull >= 0 && Double.isFinite(pull);
    }

    @Override
    public VelocityLimit velocityLimit() {
      return VelocityLimit.HALF_RANGE;
    }

    @Override
    public Bounds bounds() {
      return Bounds.DETERMINISTIC_BACK;
    }
  }

  /**
   * Everyone follows the best of a few informants and samples a ball, which favours no axis: SPSO
   * 2011 (M. Zambrano-Bigiarini, M. Clerc and R. Rojas, "Standard Particle Swarm Optimisation 2011
   * at CEC-2013: a baseline for future PSO improvements", CEC 2013). w = 1 / (2 ln 2), c = 1/2 + ln
   * 2.
   */
  record Spso2011(Topology topology) implements Variant {
    @Override
    public VelocityLimit velocityLimit() {
      return VelocityLimit.NONE;
    }

    @Override
    public Bounds bounds() {
      return Bounds.DETERMINISTIC_BACK;
    }
  }

  /** Who informs whom. */
  enum Topology {
    /** Each particle informs the two beside it. */
    RING,

    /**
     * Each particle informs up to 3 others, at random, drawn anew after every iteration that has
     * not improved the global best: what SPSO 2011 does as published.
     */
    ADAPTIVE_RANDOM
  }

  /**
   * Each coordinate learns from the personal best of a particle of its own, which keeps a swarm
   * diverse: CLPSO (J. J. Liang, A. K. Qin, P. N. Suganthan and S. Baskar, "Comprehensive learning
   * particle swarm optimizer for global optimization of multimodal functions", IEEE Transactions on
   * Evolutionary Computation 10(3), 2006). w falls from 0.9 to 0.4, c = 1.49445, refreshing gap 7.
   *
   * @param iterations over which the inertia falls, at least 1
   */
  record ComprehensiveLearning(int iterations) implements Variant {
    public ComprehensiveLearning {
      requireIterations(iterations);
    }

    @Override
    public VelocityLimit velocityLimit() {
      return VelocityLimit.FIFTH_OF_RANGE;
    }

    @Override
    public Bounds bounds() {
      return Bounds.INVISIBLE;
    }
  }

  /**
   * Particles without velocity, which are found around an attractor with a probability that falls
   * exponentially: QPSO (J. Sun, B. Feng and W. Xu, "Particle swarm optimization with particles
   * having quantum behavior", CEC 2004; J. Sun, W. Fang, X. Wu, V. Palade and W. Xu,
   * "Quantum-behaved particle swarm optimization: analysis of individual particle behavior and
   * parameter selection", Evolutionary Computation 20(3), 2012). β falls from 1 to 0.5.
   *
   * @param iterations over which β falls, at least 1
   */
  record QuantumBehaved(int iterations) implements Variant {
    public QuantumBehaved {
      requireIterations(iterations);
    }

    @Override
    public VelocityLimit velocityLimit() {
      return VelocityLimit.NONE;
    }

    @Override
    public Bounds bounds() {
      return Bounds.ABSORBING;
    }
  }

  private static void requireIterations(int iterations) {
    Check.that(iterations >= 1, "iterations (%d) must be at least 1", iterations);
  }
}
