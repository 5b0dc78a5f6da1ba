package org.psopruner.swarm;

/**
 * Random numbers that are a function of (seed, iteration, particle) and of nothing else: SplitMix64
 * (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014). Written out, because the JDK does not promise the numbers of its own generators, and a
 * replay may run on another JDK.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  RandomStream(long seed, int iteration, int particle) {
    state = mix(mix(mix(seed + GOLDEN_GAMMA) + iteration + GOLDEN_GAMMA) + particle + GOLDEN_GAMMA);
  }

  /** A number from 0, included, to 1, excluded. */
  double next() {
    state += GOLDEN_GAMMA;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
