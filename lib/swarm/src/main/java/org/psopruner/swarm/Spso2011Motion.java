package org.psopruner.swarm;

/**
 * v = w v + x' − x, x = x + v, with x' a random point of the ball around G = x + c (p + l − 2x) / 3
 * through x, where p is the personal best and l that of the best informant; around G = x + c (p −
 * x) / 2 if a particle is its own best informant. The direction is uniform on the sphere and the
 * radius uniform along it, so that points gather around G, as in the published code.
 */
final class Spso2011Motion implements Motion {
  /** w = 1 / (2 ln 2). */
  private static final double INERTIA = 0.7213475204444817;

  /** c = 1/2 + ln 2. */
  private static final double PULL = 1.1931471805599454;

  private final Population population;
  private final Informants informants;

  Spso2011Motion(Population population, Informants informants) {
    this.population = population;
    this.informants = informants;
  }

  @Override
  public void scored(boolean isGlobalBest) {
    informants.scored(isGlobalBest);
  }

  @Override
  public void move(Particle particle, int iteration, RandomStream random) {
    Body body = particle.body();
    Particle best = bestInformant(particle);
    double[] toCentre = new double[body.dimensions()];
    for (int d = 0; d < toCentre.length; d++) {
      double toOwn = PULL * (particle.bestPosition().get(d) - body.x(d));
      double toBest = PULL * (best.bestPosition().get(d) - body.x(d));
      toCentre[d] = best == particle ? toOwn / 2 : (toOwn + toBest) / 3;
    }
    double[] offset = direction(toCentre.length, random);
    double radius = random.next() * length(toCentre);
    double[] velocity = new double[toCentre.length];
    for (int d = 0; d < velocity.length; d++) {
      velocity[d] = INERTIA * body.velocity(d) + toCentre[d] + radius * offset[d];
    }
    body.fly(velocity, random);
  }

  /** Of equals the particle itself, then the lowest. */
  private Particle bestInformant(Particle particle) {
    Particle best = particle;
    for (int other = 0; other < population.size(); other++) {
      if (informants.informs(other, particle.index())
          && population.get(other).bestFitness() > best.bestFitness()) {
        best = population.get(other);
      }
    }
    return best;
  }

  private static double[] direction(int dimensions, RandomStream random) {
    double[] direction = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      direction[d] = random.nextGaussian();
    }
    double length = length(direction);
    for (int d = 0; d < dimensions; d++) {
      direction[d] /= length;
    }
    return direction;
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
