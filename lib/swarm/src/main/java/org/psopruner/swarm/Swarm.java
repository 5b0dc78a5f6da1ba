package org.psopruner.swarm;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A particle swarm with one global best, in the unit cube, that maximises. Ask for the positions of
 * an iteration, evaluate them, and tell each fitness; when the last one is told, the swarm moves
 * and the next iteration begins.
 *
 * <p>The order of the tells within an iteration changes nothing: bests are taken when all are told,
 * in the order of the particles, and randomness comes from (seed, iteration, particle) alone. So a
 * swarm can be rebuilt from its settings and the fitness values.
 *
 * <p>Not for use by several threads at once.
 */
public final class Swarm {
  private final List<Particle> particles;
  private final double[] fitness;
  private final BitSet told = new BitSet();
  private List<Position> positions;
  private int iteration;
  private Optional<Best> globalBest = Optional.empty();

  public Swarm(SwarmSettings settings) {
    particles =
        IntStream.range(0, settings.particles())
            .mapToObj(index -> new Particle(settings, index))
            .toList();
    fitness = new double[settings.particles()];
    positions = particles.stream().map(Particle::position).toList();
  }

  /** The positions of this iteration, by particle; the same until all of them are told. */
  public List<Position> ask() {
    return positions;
  }

  /** The iteration whose positions {@link #ask} gives, counted from 0. */
  public int iteration() {
    return iteration;
  }

  /**
   * Takes the fitness of a particle's position in this iteration.
   *
   * @param particle counted from 0
   * @param value higher is better; negative infinity for a position that could not be evaluated
   * @throws IllegalArgumentException if there is no such particle, or the fitness is not a number
   *     or positive infinity
   * @throws IllegalStateException if this particle is told already in this iteration
   */
  public void tell(int particle, double value) {
    if (particle < 0 || particle >= fitness.length) {
      throw new IllegalArgumentException(
          "particle %d is none of 0..%d".formatted(particle, fitness.length - 1));
    }
    if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the fitness of particle %d (%s) must be a finite number, or negative infinity"
              .formatted(particle, value));
    }
    if (told.get(particle)) {
      throw new IllegalStateException(
          "particle %d has its fitness for iteration %d already".formatted(particle, iteration));
    }
    fitness[particle] = value;
    told.set(particle);
    if (told.cardinality() == fitness.length) {
      advance();
    }
  }

  /**
   * The best of all iterations that are complete; empty while there is none of a finite fitness. Of
   * equals it is the one of the earliest iteration, and in that of the lowest particle.
   */
  public Optional<Best> globalBest() {
    return globalBest;
  }

  private void advance() {
    for (int p = 0; p < fitness.length; p++) {
      score(p);
    }
    iteration++;
    for (Particle particle : particles) {
      // Before there is a global best, a particle follows its own.
      particle.move(iteration, globalBest.map(Best::position).orElseGet(particle::bestPosition));
    }
    positions = particles.stream().map(Particle::position).toList();
    told.clear();
  }

  private void score(int p) {
    double value = fitness[p];
    particles.get(p).score(value);
    if (value > globalBest.map(Best::fitness).orElse(Double.NEGATIVE_INFINITY)) {
      globalBest = Optional.of(new Best(iteration, p, positions.get(p), value));
    }
  }
}
