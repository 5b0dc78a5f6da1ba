package org.psopruner.cli.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.coordinator.lease.Action.PublishAgain;
import org.psopruner.coordinator.lease.LeaseSettings;
import org.psopruner.coordinator.lease.Leases;
import org.psopruner.coordinator.lease.Publication;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;

/**
 * The simulation's rule beside that of the coordinator, which is asked with the same evaluations.
 */
class StragglersTest {
  private static final String EXPERIMENT = "e";
  private static final Instant START = Instant.parse("2026-11-28T05:00:00Z");
  private static final int IDLE = 1;

  private final Stragglers stragglers = new Stragglers();
  private final Leases leases = new Leases(LeaseSettings.DEFAULT);
  private final Work work = new Work(new Ask(new AskId(0, 0), Position.of(0.5)), 1);

  /**
   * The later ones take longer, so that the median, and what is too long, depends on how many are
   * remembered, which depends on how many were out at once. Two are too few to tell.
   */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "40, 40", "101, 1", "500, 1", "500, 100", "500, 500"})
  void anEvaluationIsTooLongWhereItIsForTheCoordinator(int known, int atOnce) {
    SplittableRandom random = new SplittableRandom(known);
    publish(known);
    for (int i = 0; i < known; i++) {
      if (i % atOnce == 0) {
        IntStream.range(i, Math.min(known, i + atOnce)).forEach(this::publish);
      }
      int seconds = 1 + 40 * i / known + random.nextInt(10);
      stragglers.learn(seconds, 1 + Math.min(known, i - i % atOnce + atOnce) - i);
      leases.scored(
          new Score(
              EXPERIMENT,
              id(i),
              0,
              0,
              new Score.Evaluated(1, 0, 1),
              "idle",
              1_000L * seconds,
              Optional.empty()),
          START);
    }
    leases.started(new EvaluationStarted(EXPERIMENT, id(known), "busy", 1, 0, known), START);
    work.takenAt(0);

    boolean any = false;
    for (int second = 1; second < 120; second++) {
      boolean slow = !stragglers.among(List.of(work), second, IDLE).isEmpty();
      assertThat(leases.due(EXPERIMENT, START.plusSeconds(second)))
          .as("after %d s", second)
          .isEqualTo(slow ? List.of(new PublishAgain(id(known), false)) : List.of());
      any |= slow;
    }
    assertThat(any).isEqualTo(known >= 3);
  }

  /** However quick the others are. */
  @Test
  void noneIsTooLongForTenSeconds() {
    for (int i = 0; i < 5; i++) {
      stragglers.learn(0.1, 1);
    }
    work.takenAt(0);

    assertThat(stragglers.among(List.of(work), 10, IDLE)).isEmpty();
    assertThat(stragglers.among(List.of(work), 10.1, IDLE)).containsExactly(work);
    assertThat(stragglers.among(List.of(work), 10.1, 0)).isEmpty();
    work.publishAgain();
    assertThat(stragglers.among(List.of(work), 10.1, IDLE)).isEmpty();
  }

  private void publish(int number) {
    leases.published(EXPERIMENT, id(number), 0, new Publication(0, number), START);
  }

  private static String id(int number) {
    return String.format("%064x", number);
  }
}
