package org.psopruner.cli.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Pace;

class SimulationTest {
  private static final int ITERATIONS = 20;

  @ParameterizedTest
  @EnumSource(Pace.class)
  void oneWorkerTakesAsLongAsAllEvaluationsTogether(Pace pace) {
    Scene scene = new Scene(1, pace, 1, ITERATIONS, 10, 10, 0, 0, 30, 10, 1);
    double all = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      all += scene.duration(new AskId(iteration, 0));
    }

    Outcome outcome = new Simulation(scene).run();

    assertThat(outcome.seconds()).isCloseTo(all, within(1e-6));
    assertThat(outcome.busy()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, SYNCHRONOUS, 5, 0",
    "1, ASYNCHRONOUS, 5, 0.2",
    "7, SYNCHRONOUS, 3, 0",
    "7, ASYNCHRONOUS, 3, 0.1",
    "7, SYNCHRONOUS, 20, 0.3",
    "7, ASYNCHRONOUS, 20, 0",
    "40, ASYNCHRONOUS, 80, 0.05",
    "40, SYNCHRONOUS, 80, 0.05"
  })
  void allIsScoredOnceAndNobodyIsBusierThanTimeAllows(
      int workers, Pace pace, int particles, double deaths) {
    Scene scene = scene(workers, pace, particles, deaths, 3);

    Outcome outcome = new Simulation(scene).run();

    assertThat(outcome.evaluations()).isEqualTo((long) particles * ITERATIONS);
    assertThat(outcome.busy()).isPositive().isLessThanOrEqualTo(1);
    assertThat(outcome.busySeconds()).isLessThanOrEqualTo(workers * outcome.seconds());
    assertThat(outcome.evaluationsPerSecond() * outcome.seconds())
        .isCloseTo((double) outcome.evaluations(), within(1e-6));
    assertThat(outcome.deaths() > 0).isEqualTo(deaths > 0);
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void theSameSeedGivesTheSameAndAnotherAnother(Pace pace) {
    Outcome outcome = new Simulation(scene(16, pace, 32, 0.05, 1)).run();

    assertThat(new Simulation(scene(16, pace, 32, 0.05, 1)).run()).isEqualTo(outcome);
    assertThat(new Simulation(scene(16, pace, 32, 0.05, 2)).run()).isNotEqualTo(outcome);
  }

  @Test
  void speedsDifferByTheSpread() {
    Scene scene = scene(64, Pace.SYNCHRONOUS, 64, 0, 1);

    assertThat(scene.slowness()).hasSize(64).contains(1.0, 10.0).allMatch(s -> s >= 1 && s <= 10);
    Set<Double> durations = new HashSet<>();
    for (int particle = 0; particle < 100; particle++) {
      durations.add(scene.duration(new AskId(0, particle)));
    }
    assertThat(durations).hasSize(100).allMatch(d -> d >= 7.5 && d <= 12.5);
  }

  @Test
  void asynchronousSwarmsKeepWorkersOfUnequalSpeedBusy() {
    Scene scene = new Scene(64, Pace.ASYNCHRONOUS, 128, 100, 10, 10, 0.05, 0, 30, 10, 1);

    assertThat(new Simulation(scene).run().busy()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void aSynchronousSwarmWaits() {
    Outcome waits = new Simulation(scene(64, Pace.SYNCHRONOUS, 128, 0, 1)).run();
    Outcome goesOn = new Simulation(scene(64, Pace.ASYNCHRONOUS, 128, 0, 1)).run();

    assertThat(waits.busy()).isLessThan(goesOn.busy());
    assertThat(waits.evaluationsPerSecond()).isLessThan(goesOn.evaluationsPerSecond());
  }

  private static Scene scene(int workers, Pace pace, int particles, double deaths, long seed) {
    return new Scene(workers, pace, particles, ITERATIONS, 10, 10, 0.05, deaths, 30, 10, seed);
  }
}
