package org.psopruner.swarm;

/**
 * v = w v + c1 r1 (personal best − x) + c2 r2 (global best − x), x = x + v, with r1 and r2 drawn
 * anew for each coordinate.
 */
record GlobalBestMotion(Variant.GlobalBest variant, Population population) implements Motion {
  @Override
  public void move(Particle particle, int iteration, RandomStream random) {
    Body body = particle.body();
    Position own = particle.bestPosition();
    Position leader = population.leaderOf(particle);
    double[] velocity = new double[body.dimensions()];
    for (int d = 0; d < velocity.length; d++) {
      double toPersonal = variant.cognitive() * random.next() * (own.get(d) - body.x(d));
      double toGlobal = variant.social() * random.next() * (leader.get(d) - body.x(d));
      velocity[d] = variant.inertia() * body.velocity(d) + toPersonal + toGlobal;
    }
    body.fly(velocity, random);
  }
}
