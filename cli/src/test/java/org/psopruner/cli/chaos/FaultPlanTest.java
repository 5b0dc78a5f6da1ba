package org.psopruner.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final Map<Role, Integer> SIZE =
      new EnumMap<>(Map.of(Role.COORDINATOR, 2, Role.WORKER, 3, Role.RETRAINER, 2, Role.BROKER, 1));

  private static List<Fault> all(FaultPlan plan) {
    return Stream.concat(plan.search().stream(), plan.retraining().stream()).toList();
  }

  @Test
  void theSameSeedGivesTheSamePlan() {
    assertThat(FaultPlan.draw(50, SIZE, 7)).isEqualTo(FaultPlan.draw(50, SIZE, 7));
    assertThat(FaultPlan.draw(50, SIZE, 7)).isNotEqualTo(FaultPlan.draw(50, SIZE, 8));
  }

  @Test
  void thereAreAsManyFaultsAsWereAskedFor() {
    for (int faults = 1; faults < 60; faults++) {
      FaultPlan plan = FaultPlan.draw(faults, SIZE, 1);
      assertThat(all(plan)).hasSize(faults);
      assertThat(plan.retraining()).isNotEmpty();
    }
  }

  @Test
  void aShortPlanHasEachKindAndEachRole() {
    List<Fault> faults = all(FaultPlan.draw(8, SIZE, 3));

    assertThat(faults).extracting(Fault::kind).contains(Fault.Kind.values());
    assertThat(faults).extracting(Fault::role).contains(Role.values());
  }

  @Test
  void everyProcessHasItsShare() {
    List<Fault> faults = all(FaultPlan.draw(500, SIZE, 3));

    for (Role role : Role.values()) {
      for (int n = 0; n < SIZE.get(role); n++) {
        int number = n;
        assertThat(faults).filteredOn(f -> f.role() == role && f.number() == number).isNotEmpty();
      }
    }
    assertThat(faults)
        .allSatisfy(
            fault -> {
              assertThat(fault.number()).isLessThan(SIZE.get(fault.role()));
              assertThat(fault.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
              assertThat(fault.length()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(15));
            });
  }
}
