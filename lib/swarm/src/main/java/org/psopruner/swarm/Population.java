package org.psopruner.swarm;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** All particles of a swarm with one objective, and the best of their bests. */
final class Population {
  private final List<Particle> particles;
  private Optional<Best> globalBest = Optional.empty();
  private Optional<double[]> meanBest = Optional.empty();

  Population(SwarmSettings settings) {
    particles =
        IntStream.range(0, settings.particles())
            .mapToObj(index -> new Particle(settings, index))
            .toList();
  }

  int size() {
    return particles.size();
  }

  Particle get(int index) {
    return particles.get(index);
  }

  Optional<Best> globalBest() {
    return globalBest;
  }

  /** Where the global best is; before there is one, a particle follows its own. */
  Position leaderOf(Particle particle) {
    return globalBest.map(Best::position).orElseGet(particle::bestPosition);
  }

  /** The mean of all personal bests. */
  double[] meanBest() {
    if (meanBest.isEmpty()) {
      double[] mean = new double[particles.get(0).body().dimensions()];
      for (int d = 0; d < mean.length; d++) {
        for (Particle particle : particles) {
          mean[d] += particle.bestPosition().get(d);
        }
        mean[d] /= particles.size();
      }
      meanBest = Optional.of(mean);
    }
    return meanBest.get();
  }

  /**
   * Takes a fitness.
   *
   * @return whether it is a new global best
   */
  boolean score(Ask ask, double fitness) {
    AskId id = ask.id();
    particles.get(id.particle()).score(ask.position(), fitness);
    meanBest = Optional.empty();
    if (fitness > globalBest.map(Best::fitness).orElse(Double.NEGATIVE_INFINITY)) {
      globalBest = Optional.of(new Best(id.iteration(), id.particle(), ask.position(), fitness));
      return true;
    }
    return false;
  }
}
