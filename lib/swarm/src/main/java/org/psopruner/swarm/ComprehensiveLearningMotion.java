package org.psopruner.swarm;

/**
 * v = w v + c r (best of f(d) − x), x = x + v: each coordinate d learns from the personal best of
 * an exemplar f(d), which is drawn anew when the particle has not got better for some scores.
 */
final class ComprehensiveLearningMotion implements Motion {
  private static final double FIRST_INERTIA = 0.9;
  private static final double LAST_INERTIA = 0.4;
  private static final double PULL = 1.49445;
  private static final int REFRESHING_GAP = 7;

  private final Population population;
  private final int iterations;

  /** By particle and coordinate; empty before the first move. */
  private final int[][] exemplars;

  /** By particle: its stagnation when the exemplars were drawn. */
  private final int[] drawnAt;

  ComprehensiveLearningMotion(Population population, int iterations) {
    this.population = population;
    this.iterations = iterations;
    this.exemplars = new int[population.size()][0];
    this.drawnAt = new int[population.size()];
  }

  @Override
  public void move(Particle particle, int iteration, RandomStream random) {
    int index = particle.index();
    int[] learned = exemplars[index];
    // Since a better score resets the stagnation, it may have fallen below.
    drawnAt[index] = Math.min(drawnAt[index], particle.stagnation());
    if (learned.length == 0 || particle.stagnation() - drawnAt[index] >= REFRESHING_GAP) {
      learned = draw(particle, random);
      exemplars[index] = learned;
      drawnAt[index] = particle.stagnation();
    }
    double progress = Math.min(1, (double) iteration / iterations);
    double inertia = FIRST_INERTIA - (FIRST_INERTIA - LAST_INERTIA) * progress;
    Body body = particle.body();
    double[] velocity = new double[body.dimensions()];
    for (int d = 0; d < velocity.length; d++) {
      double exemplar = population.get(learned[d]).bestPosition().get(d);
      velocity[d] = inertia * body.velocity(d) + PULL * random.next() * (exemplar - body.x(d));
    }
    body.fly(velocity, random);
  }

  private int[] draw(Particle particle, RandomStream random) {
    int[] drawn = new int[particle.body().dimensions()];
    double probability = probability(particle.index());
    boolean allOwn = true;
    for (int d = 0; d < drawn.length; d++) {
      boolean learns = random.next() < probability;
      drawn[d] =
          learns ? better(other(particle, random), other(particle, random)) : particle.index();
      allOwn &= drawn[d] == particle.index();
    }
    if (allOwn) {
      drawn[random.next(drawn.length)] = other(particle, random);
    }
    return drawn;
  }

  /** Pc of the paper's equation 9: from 0.05 for the first particle to 0.5 for the last. */
  private double probability(int index) {
    double share = population.size() == 1 ? 0 : (double) index / (population.size() - 1);
    return 0.05 + 0.45 * StrictMath.expm1(10 * share) / StrictMath.expm1(10);
  }

  /** Any particle but this one, where there is another. */
  private int other(Particle particle, RandomStream random) {
    if (population.size() == 1) {
      return 0;
    }
    int drawn = random.next(population.size() - 1);
    return drawn < particle.index() ? drawn : drawn + 1;
  }

  private int better(int one, int other) {
    return population.get(other).bestFitness() > population.get(one).bestFitness() ? other : one;
  }
}
