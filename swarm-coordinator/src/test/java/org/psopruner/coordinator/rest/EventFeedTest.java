package org.psopruner.coordinator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.WorkerView;
import org.psopruner.messages.rest.WorkerView.Evaluating;

class EventFeedTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final ExperimentView VIEW =
      new ExperimentView(
          Scenario.experiment("told", 2, 1),
          ExperimentView.State.SEARCHING,
          0,
          0,
          2,
          0,
          0,
          0,
          0,
          new ExperimentView.CostView(10, 10, 40),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NOON,
          0);

  private final EventFeed feed = new EventFeed();

  @Test
  void whatWasToldIsNotToldAgain() {
    assertThat(feed.next(VIEW, List.of(worker(true))))
        .extracting(EventFeed.Event::name)
        .containsExactly("state", "progress", "worker");
    assertThat(feed.next(VIEW, List.of(worker(true)))).isEmpty();
  }

  /** It has handed back what it had before it scored anything, so it is not listed any more. */
  @Test
  void aWorkerThatIsGoneIsToldOfOnceMoreAndAgainWhenItIsBack() {
    feed.next(VIEW, List.of(worker(true)));

    assertThat(feed.next(VIEW, List.of()))
        .containsExactly(new EventFeed.Event("worker", worker(false)));
    assertThat(feed.next(VIEW, List.of())).isEmpty();
    assertThat(feed.next(VIEW, List.of(worker(true))))
        .containsExactly(new EventFeed.Event("worker", worker(true)));
  }

  private static WorkerView worker(boolean busy) {
    return new WorkerView(
        "box-1",
        0,
        0,
        0,
        Optional.of(NOON),
        busy ? Optional.of(new Evaluating("e".repeat(64), NOON, 1)) : Optional.empty());
  }
}
