package org.psopruner.worker.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.psopruner.engine.Verdicts;

/**
 * Puts those images first that networks were wrong about most often. An evaluation that ends when
 * it can win no more ends the earlier for it, since it fails where it can; and what is certain
 * after some images is so in any order. Not safe for use by several threads at once.
 */
final class HardestFirst {
  /** Another one than that of splits. */
  private static final long SEED = 20261127;

  private final int[] wrong;
  private final int[] seen;

  /**
   * @param images how many there are
   */
  HardestFirst(int images) {
    this.wrong = new int[images];
    this.seen = new int[images];
  }

  /** The best order as far as is known now; images that are alike stay in theirs. */
  int[] order() {
    return IntStream.range(0, seen.length)
        .boxed()
        .sorted(Comparator.comparingDouble(image -> -difficulty(image)))
        .mapToInt(image -> image)
        .toArray();
  }

  /**
   * An order that depends on nothing but how many images there are, so that the first of them are a
   * draw at random from all. The order in which they come is none: a split takes as many of each
   * class as it is to have, so the last of it are of the classes that came late.
   */
  int[] atRandom() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, seen.length).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    return order.stream().mapToInt(image -> image).toArray();
  }

  /** Learns from an evaluation of the images in an order. */
  Verdicts verdicts(int[] order) {
    return (place, isRight) -> {
      seen[order[place]]++;
      wrong[order[place]] += isRight ? 0 : 1;
    };
  }

  /** How likely a network is wrong about it (Laplace's rule of succession), 0 to 1. */
  private double difficulty(int image) {
    return (wrong[image] + 1.0) / (seen[image] + 2.0);
  }
}
