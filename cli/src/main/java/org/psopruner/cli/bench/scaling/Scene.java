package org.psopruner.cli.bench.scaling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Pace;

/**
 * What is simulated. All times are in virtual seconds.
 *
 * @param workers at least 1
 * @param pace of the swarm
 * @param particles at least 1
 * @param iterations at least 1; particles times iterations are evaluated
 * @param seconds what the mean evaluation takes on the fastest worker, above 0
 * @param spread how many times as long the slowest worker takes, at least 1
 * @param latency from the end of an evaluation until the worker takes the next, and until the next
 *     candidate is there; at least 0
 * @param deaths the probability that a worker dies of an evaluation, at least 0 and below 1
 * @param lock from a worker's death until its evaluation is given to another, at least 0
 * @param restart from a worker's death until it takes evaluations again, at least 0
 * @param seed fixes the speeds, the evaluations, the deaths and the swarm
 */
record Scene(
    int workers,
    Pace pace,
    int particles,
    int iterations,
    double seconds,
    double spread,
    double latency,
    double deaths,
    double lock,
    double restart,
    long seed) {
  /** Structures differ in what they cost, by up to a quarter of the mean either way. */
  private static final double VARIATION = 0.25;

  /** How many evaluations there are. */
  long evaluations() {
    return (long) particles * iterations;
  }

  /**
   * How many times as long as the fastest each worker takes: from 1 to the spread in even ratios.
   */
  List<Double> slowness() {
    List<Double> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      all.add(Math.pow(spread, worker / Math.max(1.0, workers - 1)));
    }
    Collections.shuffle(all, new Random(seed));
    return all;
  }

  /** What an evaluation takes on the fastest worker. */
  double duration(AskId id) {
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003 + id.iteration() * 100_003L + id.particle());
    return seconds * (1 + VARIATION * (2 * random.nextDouble() - 1));
  }
}
