package org.psopruner.swarm;

import java.util.List;
import java.util.Optional;

/**
 * A particle swarm with one objective, in the unit cube, that maximises. Ask for positions,
 * evaluate them, and tell each fitness; a fitness is finite, higher is better, or negative infinity
 * for a position that could not be evaluated.
 *
 * <p>Randomness comes from (seed, iteration, particle) alone. So a swarm can be rebuilt from its
 * settings and what it was told: at the {@linkplain Pace#SYNCHRONOUS synchronous pace} in any order
 * within an iteration, at the asynchronous one in the order of the log.
 *
 * <p>Not for use by several threads at once.
 */
public final class Swarm implements AskTell<Double> {
  /** After so many moves without one inside the cube, a particle is set on its face. */
  private static final int MAX_MOVES_OUTSIDE = 100;

  private final SwarmSettings settings;
  private final Population population;
  private final Motion motion;
  private final Turns<Double> turns;

  public Swarm(SwarmSettings settings) {
    this.settings = settings;
    this.population = new Population(settings);
    this.motion = Motion.of(settings, population);
    this.turns = new Turns<>(settings.pace(), settings.particles(), new Particles());
  }

  /**
   * Where the particles are: of each, the position that was asked last. At the synchronous pace
   * those of one iteration, the same until all of them are told.
   */
  public List<Position> ask() {
    return turns.asks().stream().map(Ask::position).toList();
  }

  @Override
  public List<Ask> outstanding() {
    return turns.outstanding();
  }

  /** Iterations that every particle has behind it. */
  public int iteration() {
    return turns.iteration();
  }

  @Override
  public List<Ask> tell(AskId id, Double fitness) {
    if (fitness.isNaN() || fitness == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the fitness of particle %d (%s) must be a finite number, or negative infinity"
              .formatted(id.particle(), fitness));
    }
    return turns.tell(id, fitness);
  }

  /**
   * Takes the fitness of where a particle is, as {@link #tell(AskId, Double)}.
   *
   * @param particle counted from 0
   */
  public List<Ask> tell(int particle, double fitness) {
    return tell(turns.lastOf(particle), fitness);
  }

  /**
   * The best of all that was told and, at the synchronous pace, is of an iteration that is
   * complete; empty while there is none of a finite fitness. Of equals it is the one that was taken
   * first: at the synchronous pace that of the earliest iteration, and in that of the lowest
   * particle.
   */
  public Optional<Best> globalBest() {
    return population.globalBest();
  }

  /**
   * What a fitness must exceed to be a personal best; negative infinity while the particle has
   * none. A fitness that does not exceed it moves the swarm in the same way whatever it is, in each
   * {@link Variant}.
   *
   * @param particle counted from 0
   */
  public double personalBest(int particle) {
    return population.get(particle).bestFitness();
  }

  private final class Particles implements Turns.Rule<Double> {
    @Override
    public Position start(int particle) {
      return population.get(particle).body().position();
    }

    @Override
    public void score(Ask ask, Double fitness) {
      motion.scored(population.score(ask, fitness));
    }

    @Override
    public Position move(int index, int iteration) {
      RandomStream random = new RandomStream(settings.seed(), iteration, index);
      Particle particle = population.get(index);
      int moves = 0;
      do {
        motion.move(particle, iteration, random);
        moves++;
      } while (particle.body().isOutside() && moves < MAX_MOVES_OUTSIDE);
      particle.body().land();
      return particle.body().position();
    }
  }
}
