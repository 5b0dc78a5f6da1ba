package org.psopruner.swarm;

/** How the particles of a {@link Variant} move. */
interface Motion {
  /**
   * Moves a particle.
   *
   * @param iteration of the particle, from 1
   * @param random of this particle and iteration
   */
  void move(Particle particle, int iteration, RandomStream random);

  /** Of a swarm with these settings. */
  static Motion of(SwarmSettings settings, Population population) {
    Variant variant = settings.variant();
    if (variant instanceof Variant.GlobalBest globalBest) {
      return new GlobalBestMotion(globalBest, population);
    } else if (variant instanceof Variant.Spso2011 spso) {
      return new Spso2011Motion(
          population, Informants.of(spso.topology(), settings.particles(), settings.seed()));
    } else if (variant instanceof Variant.ComprehensiveLearning learning) {
      return new ComprehensiveLearningMotion(population, learning.iterations());
    } else if (variant instanceof Variant.QuantumBehaved quantum) {
      return new QuantumBehavedMotion(population, quantum.iterations());
    }
    throw new IllegalArgumentException("there is no motion for " + variant);
  }

  /** Is told of each score, after particle and global best have taken it. */
  default void scored(boolean isGlobalBest) {}
}
