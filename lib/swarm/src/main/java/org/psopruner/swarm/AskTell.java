package org.psopruner.swarm;

import java.util.List;

/**
 * A search that asks what positions are worth and is told, by whoever evaluates them. Its state is
 * a fold over (ask, fitness) in the order of the tells: who tells the same in the same order gets
 * the same search, bit by bit. Implementations are not for use by several threads at once.
 *
 * @param <F> what a position is worth
 */
public interface AskTell<F> {
  /** What waits for its fitness, by particle; at most one position of each. */
  List<Ask> outstanding();

  /**
   * Takes the fitness of a position.
   *
   * @return what is asked next, by particle: {@link Pace} says when
   * @throws IllegalArgumentException if there is no such particle, or it is no fitness
   * @throws IllegalStateException if this position has its fitness, or was not asked for
   */
  List<Ask> tell(AskId id, F fitness);
}
