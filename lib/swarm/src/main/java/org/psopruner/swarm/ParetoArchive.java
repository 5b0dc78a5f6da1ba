package org.psopruner.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Points of which none dominates another. When there are too many, the one in the densest place
 * goes, by its crowding distance (K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A fast and
 * elitist multiobjective genetic algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation
 * 6(2), 2002, section III-B); of equals the latest. The best in any one respect stay.
 */
final class ParetoArchive {
  private final int capacity;
  private final List<ParetoPoint> points = new ArrayList<>();

  /** By point, once it was asked for. */
  private Optional<double[]> crowding = Optional.empty();

  /**
   * @param capacity at least 1
   */
  ParetoArchive(int capacity) {
    this.capacity = capacity;
  }

  /** The points, in the order in which they came. */
  List<ParetoPoint> points() {
    return List.copyOf(points);
  }

  /** Takes a point, unless one that is there dominates it or is worth the same. */
  void add(ParetoPoint point) {
    Objectives objectives = point.objectives();
    if (objectives.isFailed()
        || points.stream()
            .map(ParetoPoint::objectives)
            .anyMatch(there -> there.dominate(objectives) || there.equals(objectives))) {
      return;
    }
    points.removeIf(there -> objectives.dominate(there.objectives()));
    points.add(point);
    crowding = Optional.empty();
    if (points.size() > capacity) {
      points.remove(densest());
      crowding = Optional.empty();
    }
  }

  private int densest() {
    double[] distances = crowding();
    int densest = points.size() - 1;
    for (int p = densest - 1; p >= 0; p--) {
      if (distances[p] < distances[densest]) {
        densest = p;
      }
    }
    return densest;
  }

  /** Of two random points the one in the emptier place. */
  ParetoPoint leader(RandomStream random) {
    int one = random.next(points.size());
    int other = random.next(points.size());
    return points.get(crowding()[other] > crowding()[one] ? other : one);
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  private double[] crowding() {
    if (crowding.isEmpty()) {
      crowding = Optional.of(distances());
    }
    return crowding.get();
  }

  /**
   * For each point the sum, over the objectives, of the distance between the points next to it as a
   * share of the range; infinite for the ends of a range.
   */
  private double[] distances() {
    double[] distances = new double[points.size()];
    for (int o = 0; o < points.get(0).objectives().count(); o++) {
      int objective = o;
      double[] values =
          points.stream().mapToDouble(point -> point.objectives().get(objective)).toArray();
      int[] order =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer p) -> values[p]))
              .mapToInt(p -> p)
              .toArray();
      double range = values[order[order.length - 1]] - values[order[0]];
      distances[order[0]] = Double.POSITIVE_INFINITY;
      distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
      for (int i = 1; i + 1 < order.length && range > 0; i++) {
        distances[order[i]] += (values[order[i + 1]] - values[order[i - 1]]) / range;
      }
    }
    return distances;
  }
}
