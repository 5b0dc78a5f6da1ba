package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParetoSwarmTest {
  /**
   * As many particles, points and evaluations as in the paper: 100, 100 and 25,000. Tolerance: 2 %
   * of what the true front dominates; a front of 100 points must lose about half of that.
   */
  @ParameterizedTest
  @CsvSource({"ZDT1, SYNCHRONOUS", "ZDT2, ASYNCHRONOUS", "ZDT4, SYNCHRONOUS", "ZDT4, ASYNCHRONOUS"})
  void findsNearlyAllThatTheTrueFrontDominates(Zdt problem, Pace pace) {
    ParetoSwarm swarm = new ParetoSwarm(settings(problem, pace, 100));
    run(swarm, problem, 25_000, 1);
    assertThat(swarm.front()).hasSize(100);
    assertThat(Zdt.hypervolume(swarm.front()))
        .isBetween(0.98 * problem.hypervolume, problem.hypervolume);
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void isRebuiltFromTheLog(Pace pace) {
    ParetoSwarm swarm = new ParetoSwarm(settings(Zdt.ZDT4, pace, 12));
    Log<Objectives> log = run(swarm, Zdt.ZDT4, 600, 1);
    ParetoSwarm replayed = new ParetoSwarm(settings(Zdt.ZDT4, pace, 12));
    log.replay(replayed);
    assertThat(replayed.outstanding()).isEqualTo(swarm.outstanding());
    assertThat(replayed.front()).isEqualTo(swarm.front());
  }

  @Test
  void atTheSynchronousPaceTheOrderOfTheTellsChangesNothing() {
    ParetoSwarm one = new ParetoSwarm(settings(Zdt.ZDT1, Pace.SYNCHRONOUS, 12));
    ParetoSwarm other = new ParetoSwarm(settings(Zdt.ZDT1, Pace.SYNCHRONOUS, 12));
    run(one, Zdt.ZDT1, 600, 1);
    run(other, Zdt.ZDT1, 600, 2);
    assertThat(one.iteration()).isEqualTo(50);
    assertThat(other.front()).isEqualTo(one.front());
    assertThat(other.outstanding()).isEqualTo(one.outstanding());
  }

  @Test
  void theFrontIsWhatNothingThatWasToldDominates() {
    ParetoSwarm swarm = new ParetoSwarm(settings(Zdt.ZDT1, Pace.ASYNCHRONOUS, 300));
    Log<Objectives> log = run(swarm, Zdt.ZDT1, 300, 1);
    List<AskId> undominated =
        log.lines().stream()
            .filter(
                line ->
                    log.lines().stream()
                        .noneMatch(other -> other.fitness().dominate(line.fitness())))
            .map(Log.Line::id)
            .toList();
    assertThat(swarm.front())
        .extracting(ParetoPoint::id)
        .containsExactlyInAnyOrderElementsOf(undominated);
    assertThat(swarm.front())
        .isSortedAccordingTo(
            (a, b) -> Double.compare(b.objectives().get(0), a.objectives().get(0)));
  }

  @Test
  void aPositionThatCannotBeEvaluatedIsNoPointOfTheFront() {
    ParetoSwarm swarm = new ParetoSwarm(settings(Zdt.ZDT1, Pace.SYNCHRONOUS, 2));
    List<Ask> start = swarm.outstanding();
    start.forEach(ask -> swarm.tell(ask.id(), Objectives.failed(2)));
    assertThat(swarm.front()).isEmpty();
    assertThat(swarm.outstanding()).hasSize(2).doesNotContainAnyElementsOf(start);
  }

  @Test
  void refusesWhatIsNoFitness() {
    ParetoSwarm swarm = new ParetoSwarm(settings(Zdt.ZDT1, Pace.SYNCHRONOUS, 2));
    assertThatThrownBy(() -> swarm.tell(new AskId(0, 0), Objectives.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a position is worth 1 objectives, which is another number than the swarm has");
    assertThatThrownBy(() -> Objectives.of(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an objective (NaN) must be a finite number");
  }

  private static ParetoSettings settings(Zdt problem, Pace pace, int particles) {
    return new ParetoSettings(particles, problem.dimensions, 2, 100, 1, pace, List.of());
  }

  private static Log<Objectives> run(ParetoSwarm swarm, Zdt problem, int tells, long order) {
    return Log.of(swarm, problem::at, tells, order);
  }
}
