package org.psopruner.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.WorkerView;

class WorkerActivityTest {
  private static final String ONE = "1".repeat(64);
  private static final Instant AT = Instant.EPOCH;

  private final WorkerActivity activity = new WorkerActivity();

  @Test
  void aWorkerHasWhatItTookUntilItScoresIt() {
    activity.started(new EvaluationStarted("e", ONE, "a", 1, 0, 0), AT);
    assertThat(activity.of("e", List.of()))
        .extracting(
            worker -> worker.evaluating().map(WorkerView.Evaluating::evaluationId).orElseThrow())
        .containsExactly(ONE);

    activity.scored(
        new Score("e", ONE, 0, 0, new Score.Failed("no memory"), "a", 1, Optional.empty()), AT);

    assertThat(activity.of("e", List.of())).isEmpty();
  }

  @Test
  void whereThereHaveBeenManyTheLastAreRemembered() {
    for (int i = 0; i <= 10_000; i++) {
      activity.started(new EvaluationStarted("e", ONE, "w" + i, 1, 0, 0), AT.plusSeconds(i));
    }

    assertThat(activity.of("e", List.of()))
        .hasSize(10_000)
        .extracting(WorkerView::worker)
        .contains("w1", "w10000")
        .doesNotContain("w0");
  }

  /** The two stand on different topics: either may be read first. */
  @Test
  void whatIsScoredIsNotInHandThoughItsBeginningIsReadLater() {
    activity.scored(
        new Score("e", ONE, 0, 0, new Score.Failed("no memory"), "a", 1, Optional.empty()), AT);
    activity.started(new EvaluationStarted("e", ONE, "a", 1, 0, 0), AT);

    assertThat(activity.of("e", List.of())).isEmpty();
  }
}
