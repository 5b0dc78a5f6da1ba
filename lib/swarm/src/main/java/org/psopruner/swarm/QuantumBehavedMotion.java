package org.psopruner.swarm;

/**
 * x = p ± β |m − x| ln(1/u) for each coordinate, with p = φ · personal best + (1 − φ) · global
 * best, m the mean of all personal bests, and φ, u and the sign drawn anew. β falls linearly.
 */
record QuantumBehavedMotion(Population population, int iterations) implements Motion {
  private static final double FIRST_CONTRACTION = 1;
  private static final double LAST_CONTRACTION = 0.5;

  @Override
  public void move(Particle particle, int iteration, RandomStream random) {
    double progress = Math.min(1, (double) iteration / iterations);
    double contraction = FIRST_CONTRACTION - (FIRST_CONTRACTION - LAST_CONTRACTION) * progress;
    Body body = particle.body();
    Position own = particle.bestPosition();
    Position leader = population.leaderOf(particle);
    double[] mean = population.meanBest();
    double[] place = new double[body.dimensions()];
    for (int d = 0; d < place.length; d++) {
      double phi = random.next();
      double attractor = phi * own.get(d) + (1 - phi) * leader.get(d);
      // From 0, excluded, to 1.
      double u = 1 - random.next();
      double reach = contraction * Math.abs(mean[d] - body.x(d)) * -StrictMath.log(u);
      place[d] = random.next() < 0.5 ? attractor + reach : attractor - reach;
    }
    body.jump(place, random);
  }
}
