package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final double FAILED = Double.NEGATIVE_INFINITY;

  private final Swarm swarm = new Swarm(SwarmSettings.constriction(3, 2, 42));

  @Test
  void givesTheSamePositionsUntilAllAreTold() {
    List<Position> positions = swarm.ask();
    swarm.tell(2, 0.5);
    swarm.tell(0, 0.5);
    assertThat(swarm.ask()).hasSize(3).isEqualTo(positions);
    assertThat(swarm.iteration()).isZero();
    assertThat(swarm.globalBest()).isEmpty();

    swarm.tell(1, 0.5);
    assertThat(swarm.iteration()).isEqualTo(1);
    assertThat(swarm.ask()).hasSize(3).isNotEqualTo(positions);
  }

  @Test
  void takesTheLowestParticleOfEquals() {
    List<Position> positions = swarm.ask();
    swarm.tell(2, 0.5);
    swarm.tell(1, 0.5);
    swarm.tell(0, 0.1);
    assertThat(swarm.globalBest()).contains(new Best(0, 1, positions.get(1), 0.5));
  }

  @Test
  void keepsABestThatIsOnlyEqualled() {
    tellAll(0.5, 0.1, 0.1);
    Best first = swarm.globalBest().orElseThrow();
    tellAll(0.5, 0.5, 0.5);
    assertThat(swarm.globalBest()).contains(first);

    List<Position> positions = swarm.ask();
    tellAll(0.1, 0.1, 0.6);
    assertThat(swarm.globalBest()).contains(new Best(2, 2, positions.get(2), 0.6));
  }

  @Test
  void searchesOnWhereAllHaveFailed() {
    List<Position> positions = swarm.ask();
    tellAll(FAILED, FAILED, FAILED);
    assertThat(swarm.globalBest()).isEmpty();
    assertThat(swarm.ask()).doesNotContainAnyElementsOf(positions);

    tellAll(FAILED, -3, FAILED);
    assertThat(swarm.globalBest()).map(Best::fitness).contains(-3.0);
  }

  @RepeatedTest(10)
  void doesNotDependOnTheOrderOfTells(RepetitionInfo repetition) {
    SwarmSettings settings = SwarmSettings.constriction(7, 5, 42);
    Swarm inOrder = new Swarm(settings);
    Swarm shuffled = new Swarm(settings);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 7).boxed().toList());
    Random random = new Random(repetition.getCurrentRepetition());
    for (int iteration = 0; iteration < 50; iteration++) {
      List<Position> positions = inOrder.ask();
      // Position.equals compares bit by bit.
      assertThat(shuffled.ask()).isEqualTo(positions);
      Collections.shuffle(order, random);
      order.forEach(p -> shuffled.tell(p, coarseFitness(positions.get(p))));
      IntStream.range(0, 7).forEach(p -> inOrder.tell(p, coarseFitness(positions.get(p))));
      assertThat(shuffled.globalBest()).isEqualTo(inOrder.globalBest());
    }
  }

  /** Coarse, so that there are ties. */
  private static double coarseFitness(Position position) {
    return -Math.round(Benchmark.RASTRIGIN.at(position) / 20);
  }

  @Test
  void differsByTheSeed() {
    assertThat(new Swarm(SwarmSettings.constriction(3, 2, 43)).ask())
        .doesNotContainAnyElementsOf(swarm.ask());
  }

  /** A replay on another machine or JDK must give these: the numbers are part of the contract. */
  @Test
  void givesTheSameNumbersEverywhere() {
    tellAll(0.1, 0.3, 0.2);
    tellAll(0.2, 0.1, 0.4);
    assertThat(swarm.ask().get(1).toArray()).containsExactly(0.408101771202989, 0.2552412386757483);
  }

  @Test
  void staysInTheUnitCubeAndLimitsItsSteps() {
    double maxVelocity = 0.2;
    // Pulled this hard, a swarm is thrown about.
    var wild =
        new Swarm(
            SwarmSettings.of(10, 4, 7, new Variant.GlobalBest(0.9, 3, 3))
                .with(new VelocityLimit(maxVelocity)));
    boolean reachedTheWall = false;
    for (int iteration = 0; iteration < 200; iteration++) {
      List<Position> before = wild.ask();
      Benchmark.RASTRIGIN.iterate(wild);
      for (int p = 0; p < before.size(); p++) {
        for (int d = 0; d < 4; d++) {
          double coordinate = wild.ask().get(p).get(d);
          assertThat(coordinate).isBetween(0.0, 1.0);
          assertThat(Math.abs(coordinate - before.get(p).get(d)))
              .isLessThanOrEqualTo(maxVelocity + 1e-12);
          reachedTheWall |= coordinate == 0 || coordinate == 1;
        }
      }
    }
    assertThat(reachedTheWall).isTrue();
  }

  @Test
  void startsAllOverTheCube() {
    var large = new Swarm(SwarmSettings.constriction(2_000, 3, 1));
    for (int d = 0; d < 3; d++) {
      int dimension = d;
      double[] sorted = large.ask().stream().mapToDouble(p -> p.get(dimension)).sorted().toArray();
      // Kolmogorov–Smirnov: the gap to uniform is below 1.95/√n in 999 of 1,000 cases.
      for (int i = 0; i < sorted.length; i++) {
        assertThat(Math.abs(sorted[i] - (i + 0.5) / sorted.length))
            .isLessThan(1.95 / Math.sqrt(2_000));
      }
    }
  }

  @Test
  void refusesWhatIsNoFitness() {
    assertThatThrownBy(() -> swarm.tell(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the fitness of particle 1 (NaN) must be a finite number, or negative infinity");
    assertThatThrownBy(() -> swarm.tell(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> swarm.tell(3, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("particle 3 is none of 0..2");
    assertThatThrownBy(() -> swarm.tell(-1, 0.5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASecondTell() {
    swarm.tell(1, 0.5);
    assertThatThrownBy(() -> swarm.tell(1, 0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("particle 1 has its fitness for iteration 0 already");
  }

  @Test
  void givesPositionsThatNobodyCanChange() {
    Position position = swarm.ask().get(0);
    double before = position.get(0);
    position.toArray()[0] = 2;
    assertThat(position.get(0)).isEqualTo(before);
    assertThatThrownBy(() -> swarm.ask().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private void tellAll(double... fitness) {
    for (int p = 0; p < fitness.length; p++) {
      swarm.tell(p, fitness[p]);
    }
  }
}
