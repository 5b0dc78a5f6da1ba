package org.psopruner.swarm;

import java.util.BitSet;
import java.util.stream.IntStream;

/** Who tells whom of its best. */
interface Informants {
  /** Whether a particle tells another. */
  boolean informs(int from, int to);

  /** Is told of each score. */
  default void scored(boolean isGlobalBest) {}

  /** Those of a topology. */
  static Informants of(Variant.Topology topology, int particles, long seed) {
    return switch (topology) {
      case RING -> (from, to) -> isBeside(from, to, particles);
      case ADAPTIVE_RANDOM -> new AdaptiveRandom(particles, seed);
    };
  }

  private static boolean isBeside(int from, int to, int particles) {
    int distance = Math.floorMod(from - to, particles);
    return distance == 1 || distance == particles - 1;
  }

  /** Drawn anew after as many scores as there are particles without a better global best. */
  final class AdaptiveRandom implements Informants {
    private static final int INFORMED = 3;

    private final int particles;
    private final long seed;
    private final double probability;
    private BitSet[] informed;
    private int scores;
    private boolean improved;

    AdaptiveRandom(int particles, long seed) {
      this.particles = particles;
      this.seed = seed;
      this.probability = 1 - StrictMath.pow(1 - 1.0 / particles, INFORMED);
      this.informed = draw(0);
    }

    @Override
    public boolean informs(int from, int to) {
      return informed[from].get(to);
    }

    @Override
    public void scored(boolean isGlobalBest) {
      improved |= isGlobalBest;
      scores++;
      if (scores % particles == 0) {
        if (!improved) {
          informed = draw(scores / particles);
        }
        improved = false;
      }
    }

    private BitSet[] draw(int generation) {
      RandomStream random = RandomStream.ofSwarm(seed, generation);
      return IntStream.range(0, particles)
          .mapToObj(
              from -> {
                BitSet row = new BitSet(particles);
                for (int to = 0; to < particles; to++) {
                  row.set(to, random.next() < probability);
                }
                return row;
              })
          .toArray(BitSet[]::new);
    }
  }
}
