package org.psopruner.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.AttemptView;
import org.psopruner.messages.rest.AttemptView.Outcome;

class TimelineTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  private final Timeline timeline = new Timeline();

  @Test
  void anEvaluationLastsFromWhenItWasTakenToItsScore() {
    timeline.started(started(ONE, "a", 1, 0), at(1));
    assertThat(all()).containsExactly(attempt(ONE, "a", 1, Optional.empty(), Outcome.RUNNING));

    timeline.scored(score(ONE, "a", new Score.Evaluated(0.5, 1, 10)), at(4));

    AttemptView done = all().get(0);
    assertThat(done.start()).isEqualTo(at(1));
    assertThat(done.end()).contains(at(4));
    assertThat(done.outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(done.particle()).contains(7);
    assertThat(done.redelivered()).isFalse();
  }

  /** The broker gives a record to another worker when the first one is silent for too long. */
  @Test
  void whoFellSilentIsLostWhenAnotherGetsTheSameRecord() {
    timeline.started(started(ONE, "a", 1, 0), at(1));

    assertThat(timeline.started(started(ONE, "b", 2, 0), at(5))).isTrue();

    assertThat(all())
        .extracting(AttemptView::outcome)
        .containsExactly(Outcome.LOST, Outcome.RUNNING);
    assertThat(all()).extracting(AttemptView::redelivered).containsExactly(false, true);
  }

  @Test
  void aSlowOneThatAnswersAfterAllIsToldAsItWas() {
    timeline.started(started(ONE, "a", 1, 0), at(1));
    timeline.started(started(ONE, "b", 1, 9), at(5));
    timeline.scored(score(ONE, "b", new Score.Evaluated(0.5, 1, 10)), at(6));
    assertThat(all())
        .extracting(AttemptView::outcome)
        .containsExactly(Outcome.LOST, Outcome.EVALUATED);

    timeline.scored(score(ONE, "a", new Score.Evaluated(0.5, 1, 10)), at(8));

    assertThat(all())
        .extracting(AttemptView::outcome)
        .containsExactly(Outcome.EVALUATED, Outcome.EVALUATED);
    assertThat(all().get(0).end()).contains(at(8));
  }

  /** The two stand on different topics: either may be read first. */
  @Test
  void thatItWasTakenMayBeLearnedAfterItsScore() {
    timeline.scored(score(ONE, "a", new Score.Failed("no memory")), at(4));
    assertThat(all().get(0).start()).isEqualTo(at(4).minusMillis(500));
    assertThat(all().get(0).attempt()).isEmpty();

    assertThat(timeline.started(started(ONE, "a", 1, 0), at(3))).isFalse();

    assertThat(all()).hasSize(1);
    assertThat(all().get(0).start()).isEqualTo(at(3));
    assertThat(all().get(0).attempt()).contains(1);
    assertThat(all().get(0).reason()).contains("no memory");
  }

  /** The score could not be published, and the next one had begun meanwhile. */
  @Test
  void aCandidateMayBeGivenBackWhileItsWorkerIsAtTheNext() {
    timeline.started(started(ONE, "a", 1, 0), at(1));
    timeline.started(started(TWO, "a", 1, 1), at(2));

    timeline.released(
        new EvaluationReleased("e", ONE, "a", 0, 0, Optional.of("its disk is full")), at(3));

    assertThat(all())
        .extracting(AttemptView::outcome)
        .containsExactly(Outcome.HANDED_BACK, Outcome.RUNNING);
    assertThat(all().get(0).reason()).contains("its disk is full");
  }

  @Test
  void aCandidateMayBeGivenBack() {
    timeline.started(started(ONE, "a", 1, 0), at(1));

    timeline.released(
        new EvaluationReleased("e", ONE, "a", 0, 0, Optional.of("its disk is full")), at(2));

    assertThat(all().get(0).outcome()).isEqualTo(Outcome.HANDED_BACK);
    assertThat(all().get(0).reason()).contains("its disk is full");
    assertThat(timeline.started(started(ONE, "b", 2, 0), at(3))).isTrue();
  }

  @Test
  void aWorkerThatTakesAnotherHasLostTheOneBefore() {
    timeline.started(started(ONE, "a", 1, 0), at(1));
    timeline.started(started(TWO, "a", 1, 1), at(2));

    assertThat(all())
        .extracting(AttemptView::outcome)
        .containsExactly(Outcome.LOST, Outcome.RUNNING);
    assertThat(timeline.of(TWO)).hasSize(1);
  }

  @Test
  void whatIsToldTwiceIsThereOnce() {
    for (int i = 0; i < 2; i++) {
      timeline.started(started(ONE, "a", 1, 0), at(1));
      timeline.scored(score(ONE, "a", new Score.Evaluated(0.5, 1, 10)), at(4));
    }

    assertThat(all()).hasSize(1);
  }

  @Test
  void theOldestAreForgotten() {
    for (int i = 0; i < Timeline.MOST + 10; i++) {
      String id = "%064x".formatted(i);
      timeline.scored(score(id, "a", new Score.Evaluated(0.5, 1, 10)), at(i));
    }

    Recent.Part<AttemptView> first = timeline.part(Optional.of(0), 2);
    assertThat(first.forgotten()).isEqualTo(10);
    assertThat(first.offset()).isEqualTo(10);
    assertThat(first.total()).isEqualTo(Timeline.MOST + 10);
    assertThat(first.items()).extracting(AttemptView::end).containsExactly(end(10), end(11));
    assertThat(timeline.of("%064x".formatted(9))).isEmpty();
    assertThat(timeline.part(Optional.empty(), 1).items())
        .extracting(AttemptView::end)
        .containsExactly(end(Timeline.MOST + 9));
  }

  private List<AttemptView> all() {
    return timeline.part(Optional.of(0), 100).items();
  }

  private static AttemptView attempt(
      String id, String worker, int start, Optional<Instant> end, Outcome outcome) {
    return new AttemptView(
        id,
        worker,
        Optional.empty(),
        Optional.empty(),
        at(start),
        end,
        Optional.of(1),
        false,
        outcome,
        Optional.empty());
  }

  private static EvaluationStarted started(String id, String worker, int attempt, long offset) {
    return new EvaluationStarted("e", id, worker, attempt, 0, offset);
  }

  private static Score score(String id, String worker, Score.Outcome outcome) {
    return new Score("e", id, 3, 7, outcome, worker, 500, Optional.empty());
  }

  private static Optional<Instant> end(int second) {
    return Optional.of(at(second));
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(1_000_000L + second);
  }
}
