package org.psopruner.cli.bench.methods;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** What the structures came to, in the order in which they were asked for. */
  private final Map<PrunedStructure, Double> evaluated = new LinkedHashMap<>();

  private long asks;

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
    if (!evaluated.containsKey(structure) && isSpent()) {
      return Double.NEGATIVE_INFINITY;
    }
    return evaluated.computeIfAbsent(structure, accuracy::applyAsDouble);
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
    return evaluated.values().stream().mapToDouble(x -> x).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /** The structures that could be evaluated, the best first, and of equal ones the earlier. */
  List<PrunedStructure> ranked() {
    return ranked(evaluated);
  }

  /**
   * Those of structures that could be evaluated, the best first.
   *
   * @param accuracies of equal ones, the first in this order goes first; negative infinity of what
   *     could not be evaluated
   */
  static List<PrunedStructure> ranked(Map<PrunedStructure, Double> accuracies) {
    return accuracies.entrySet().stream()
        .filter(found -> found.getValue() != Double.NEGATIVE_INFINITY)
        .sorted(Map.Entry.<PrunedStructure, Double>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
