package org.psopruner.swarm;

/**
 * Random numbers that are a function of (seed, iteration, particle) and of nothing else: SplitMix64
 * (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014). Written out, because the JDK does not promise the numbers of its own generators, and a
 * replay may run on another JDK.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** In the place of a particle, where all share the numbers. */
  private static final int SWARM = -1;

  private long state;

  RandomStream(long seed, int iteration, int particle) {
    state = mix(mix(mix(seed + GOLDEN_GAMMA) + iteration + GOLDEN_GAMMA) + particle + GOLDEN_GAMMA);
  }

  /** Numbers of the swarm as a whole, which no particle has. */
  static RandomStream ofSwarm(long seed, int iteration) {
    return new RandomStream(seed, iteration, SWARM);
  }

  /** A number from 0, included, to 1, excluded. */
  double next() {
    state += GOLDEN_GAMMA;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** A whole number from 0, included, to a bound, excluded. */
  int next(int bound) {
    return (int) (next() * bound);
  }

  /**
   * A number of the normal distribution with mean 0 and deviation 1, by Marsaglia's polar method.
   * By StrictMath, as everything here that is no plain arithmetic: its results are the same
   * everywhere.
   */
  double nextGaussian() {
    double x;
    double square;
    do {
      x = 2 * next() - 1;
      double y = 2 * next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * Math.sqrt(-2 * StrictMath.log(square) / square);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
