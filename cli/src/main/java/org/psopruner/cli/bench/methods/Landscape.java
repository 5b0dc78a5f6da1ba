package org.psopruner.cli.bench.methods;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.swarm.Position;

/**
 * What positions are worth, for a search that may evaluate so many structures. A structure counts
 * once, however often the search comes back to it.
 */
final class Landscape {
  /** A search that has come to rest asks for the same structures for ever. */
  private static final int ASKS_PER_EVALUATION = 20;

  private final SearchSpace space;
  private final ThresholdMapping mapping;
  private final ToDoubleFunction<PrunedStructure> accuracy;
  private final int evaluations;
  private final Set<PrunedStructure> evaluated = new HashSet<>();
  private long asks;
  private double best = Double.NEGATIVE_INFINITY;
  private Optional<PrunedStructure> winner = Optional.empty();

  /**
   * @param accuracy of a structure; negative infinity if it cannot be evaluated
   * @param evaluations how many structures may be evaluated
   */
  Landscape(
      SearchSpace space,
      ThresholdMapping mapping,
      ToDoubleFunction<PrunedStructure> accuracy,
      int evaluations) {
    this.space = space;
    this.mapping = mapping;
    this.accuracy = accuracy;
    this.evaluations = evaluations;
  }

  /** Coordinates of a position, each from 0 to 1. */
  int dimensions() {
    return space.dimensions();
  }

  /** What stands at the positions. */
  ThresholdMapping mapping() {
    return mapping;
  }

  /**
   * The fitness at a position; negative infinity for a new structure when all is spent.
   *
   * @param position of as many coordinates as there are, or without the last, for a criterion that
   *     is searched, which is 0 then
   */
  double fitness(double[] position) {
    PrunedStructure structure =
        space.at(Position.of(Arrays.copyOf(position, space.dimensions()))).structure();
    asks++;
    if (!evaluated.contains(structure)) {
      if (isSpent()) {
        return Double.NEGATIVE_INFINITY;
      }
      evaluated.add(structure);
    }
    double fitness = accuracy.applyAsDouble(structure);
    if (fitness > best) {
      best = fitness;
      winner = Optional.of(structure);
    }
    return fitness;
  }

  /** Whether no further structure can be evaluated. */
  boolean isSpent() {
    return evaluated.size() == evaluations || asks >= (long) evaluations * ASKS_PER_EVALUATION;
  }

  /** How many structures were evaluated. */
  int evaluations() {
    return evaluated.size();
  }

  /** The best fitness so far. */
  double best() {
    return best;
  }

  /** The first structure of the best fitness; empty if none could be evaluated. */
  Optional<PrunedStructure> winner() {
    return winner;
  }
}
