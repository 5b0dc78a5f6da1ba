package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How low each variant gets in 10 dimensions with 30 particles and 300 iterations: the median of 7
 * seeds. The bounds are some times what was measured: 5e-12, 2e-17, 2e-9, 3e-13, 6.4 and 2e-17 for
 * the sphere, 4 to 19 for Rastrigin. Comprehensive learning pays for its diversity on the sphere;
 * 9,000 random positions still give a median of 4,700 there, and of 72 on Rastrigin.
 */
class ConvergenceTest {
  private static final int ITERATIONS = 300;
  private static final int PARTICLES = 30;
  private static final int DIMENSIONS = 10;

  static Stream<Arguments> bounds() {
    double[] sphere = {1e-8, 1e-13, 1e-7, 1e-10, 50, 1e-14};
    double[] rastrigin = {12, 12, 30, 20, 12, 12};
    var variants = Variants.all(ITERATIONS);
    return IntStream.range(0, variants.size())
        .boxed()
        .flatMap(
            v ->
                Stream.of(Pace.values())
                    .map(pace -> Arguments.of(variants.get(v), pace, sphere[v], rastrigin[v])));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void getsLow(Variant variant, Pace pace, double sphere, double rastrigin) {
    assertThat(median(Benchmark.SPHERE, variant, pace)).isLessThan(sphere);
    assertThat(median(Benchmark.RASTRIGIN, variant, pace)).isLessThan(rastrigin);
  }

  private static double median(Benchmark benchmark, Variant variant, Pace pace) {
    double[] lowest =
        IntStream.range(0, 7).mapToDouble(seed -> lowest(benchmark, variant, pace, seed)).toArray();
    Arrays.sort(lowest);
    return lowest[3];
  }

  private static double lowest(Benchmark benchmark, Variant variant, Pace pace, long seed) {
    Swarm swarm = new Swarm(SwarmSettings.of(PARTICLES, DIMENSIONS, seed, variant).with(pace));
    Log.of(swarm, position -> -benchmark.at(position), ITERATIONS * PARTICLES, seed);
    return -swarm.globalBest().orElseThrow().fitness();
  }
}
