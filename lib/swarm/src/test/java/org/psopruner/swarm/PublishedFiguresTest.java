package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The swarm against published figures of global-best swarms with constriction in 30 dimensions.
 *
 * <p>What differs from both papers: their particles may leave the domain, ours are confined to it,
 * and a step is limited to half its width. Both spare a swarm detours, so ours should be as good or
 * better, and not by another order of magnitude. (With both taken out, this swarm needed 393, 804
 * and 176 iterations where Trelea gives 395, 900 and 182; means of 100 runs.) The papers' full text
 * could not be had when this was written: hold the figures against it before you cite them.
 */
class PublishedFiguresTest {
  private static final int DIMENSIONS = 30;

  /**
   * I. C. Trelea, "The particle swarm optimization algorithm: convergence analysis and parameter
   * selection", Information Processing Letters 85 (2003) 317–325: mean iterations to the goal of
   * parameter set 2 (a = 0.729, b = 1.494), 30 particles, 20 runs. Tolerance: two fifths of them to
   * a tenth more, because Rosenbrock's scatter a lot. 100 runs of ours gave 355, 530 and 122.
   */
  @ParameterizedTest
  @CsvSource({"SPHERE, 0.01, 395", "ROSENBROCK, 100, 900", "RASTRIGIN, 100, 182"})
  void reachesTheGoalInAsManyIterationsAsTrelea(Benchmark benchmark, double goal, int published) {
    double mean =
        IntStream.range(0, 20)
            .map(seed -> iterationsTo(goal, benchmark, seed))
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(0.4 * published, 1.1 * published);
  }

  /**
   * D. Bratton and J. Kennedy, "Defining a standard for particle swarm optimization", IEEE Swarm
   * Intelligence Symposium 2007: mean value of the constricted gbest swarm after 300,000
   * evaluations, 50 particles, 30 runs: sphere 0.0, Rosenbrock 8.1579 ± 2.7835, Rastrigin 140.4876
   * ± 4.8538. Tolerance: at most the published mean and twice what it is uncertain by; for the
   * sphere, whose figure is rounded, 1e-20. Their swarms start in a corner that does not hold the
   * minimum, which makes Rastrigin harder than here; the figure is an upper bound for us. Ours is
   * the mean of 3 runs, to keep this fast; 30 gave 1e-28, 4.8 and 45.8.
   */
  @ParameterizedTest
  @CsvSource({"SPHERE, 1e-20", "ROSENBROCK, 13.7249", "RASTRIGIN, 150.1952"})
  void endsAsLowAsTheSwarmOfBrattonAndKennedy(Benchmark benchmark, double atMost) {
    double mean =
        IntStream.range(0, 3)
            .mapToDouble(seed -> valueAfter(6_000, benchmark, seed))
            .average()
            .orElseThrow();
    assertThat(mean).isLessThanOrEqualTo(atMost);
  }

  private static int iterationsTo(double goal, Benchmark benchmark, long seed) {
    Swarm swarm = new Swarm(SwarmSettings.constriction(30, DIMENSIONS, seed));
    while (benchmark.iterate(swarm) >= goal) {
      assertThat(swarm.iteration()).as("seed %d ends", seed).isLessThan(10_000);
    }
    return swarm.iteration();
  }

  private static double valueAfter(int iterations, Benchmark benchmark, long seed) {
    Swarm swarm = new Swarm(SwarmSettings.constriction(50, DIMENSIONS, seed));
    double value = Double.POSITIVE_INFINITY;
    for (int i = 0; i < iterations; i++) {
      value = benchmark.iterate(swarm);
    }
    return value;
  }
}
