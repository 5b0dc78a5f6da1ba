package org.psopruner.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.lease.Action.GiveUp;
import org.psopruner.coordinator.lease.Action.PublishAgain;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.Score;

class LeasesTest {
  private static final Instant START = Instant.parse("2026-11-26T04:00:00Z");
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  private final Leases leases =
      new Leases(new LeaseSettings(Duration.ofSeconds(60), Duration.ofSeconds(10)));

  @Test
  void whatIsPublishedIsOutUntilItIsScored() {
    assertThat(leases.isOut("e", A)).isFalse();
    publish(A, 0, 0);
    assertThat(leases.isOut("e", A)).isTrue();
    score(A, 1000, 1);
    assertThat(leases.isOut("e", A)).isFalse();
    assertThat(leases.publishedAgain()).isZero();
  }

  @Test
  void whatAScoreOfAnotherExperimentAnsweredIsOutNoMore() {
    publish(A, 0, 0);
    publish(B, 1, 0);
    leases.keep((experimentId, evaluationId) -> evaluationId.equals(B));
    assertThat(leases.isOut("e", A)).isFalse();
    assertThat(leases.isOut("e", B)).isTrue();
  }

  @Test
  void whileNoEvaluationIsKnownALeaseIsFiveTimesTheShortest() {
    publish(A, 0, 0);
    start(A, "w", 1, 0, 10);

    assertThat(due(310)).isEmpty();
    assertThat(due(311)).containsExactly(new PublishAgain(A, true));
  }

  @Test
  void aLeaseIsFourTimesTheMedianWhereEvaluationsTakeLong() {
    know(100_000, 30_000, 20_000);
    publish(A, 0, 0);
    start(A, "known", 1, 0, 0);
    assertThat(due(120)).isEmpty();
    assertThat(due(121)).containsExactly(new PublishAgain(A, true));
  }

  /** Finalists may be trained for as long as the whole search took. */
  @Test
  void whatTheSearchTookSaysNothingOfTheFinalists() {
    know(100, 100, 100);
    publish(A, 1, 0, 0);
    start(A, "w", 1, 0, 0);

    assertThat(due(300)).isEmpty();
    assertThat(due(301)).containsExactly(new PublishAgain(A, true));
  }

  @Test
  void whoSaysThatEvaluationsTookForEverIsNotTakenAtTheirWord() {
    know(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    publish(A, 0, 0);
    start(A, "known", 1, 0, 0);

    assertThat(due(121)).isEmpty();
  }

  @Test
  void aLeaseIsNoShorterThanTheShortest() {
    know(100, 100, 100);
    publish(A, 0, 0);
    start(A, "known", 1, 0, 0);
    assertThat(due(60)).isEmpty();
    assertThat(due(61)).containsExactly(new PublishAgain(A, true));
  }

  @Test
  void eachLeaseThatEndsIsADeathAndTheNextOneIsTwiceAsLong() {
    know(100, 100, 100);
    publish(A, 0, 0);
    start(A, "w1", 1, 0, 0);
    leases.leaseEnded("e", A, at(61));
    publish(A, 1, 61);
    start(A, "w2", 1, 1, 61);
    assertThat(due(181)).isEmpty();
    assertThat(due(182)).containsExactly(new PublishAgain(A, true));
    leases.leaseEnded("e", A, at(182));
    publish(A, 2, 182);
    start(A, "w3", 1, 2, 182);
    assertThat(due(422)).isEmpty();

    assertThat(due(423))
        .containsExactly(
            new GiveUp(A, "3 workers took it and ended without an answer: w1, w2, w3"));
    leases.givenUp("e", A);
    assertThat(due(10_000)).isEmpty();

    score(A, 1, 430);
    assertThat(leases.publishedAgain()).isEqualTo(2);
  }

  @Test
  void theThirdDeathIsTheLastWhoeverCountedTheAttempts() {
    publish(A, 0, 0);
    start(A, "w1", 1, 0, 1);
    start(A, "w2", 2, 0, 31);
    start(A, "w2", 2, 0, 32); // told twice
    start(A, "w1", 3, 0, 61);
    assertThat(due(62)).isEmpty();
    start(A, "w3", 4, 0, 91);

    assertThat(due(92))
        .containsExactly(
            new GiveUp(A, "3 workers took it and ended without an answer: w1, w2, w1"));
  }

  @Test
  void whatAWorkerHandsBackAtItsEndIsNoDeath() {
    publish(A, 0, 0);
    for (int attempt = 1; attempt <= 9; attempt++) {
      start(A, "w" + attempt, attempt, 0, attempt);
      release(A, "w" + attempt, Optional.empty(), attempt);
    }

    assertThat(due(10)).isEmpty();
  }

  @Test
  void whatIsHandedBackForFaultsFourTimesIsGivenUpWithTheLastReason() {
    publish(A, 0, 0);
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(due(attempt)).isEmpty();
      start(A, "w", attempt, 0, attempt);
      release(A, "w", Optional.of("file " + attempt + " is not there"), attempt);
    }

    assertThat(due(5))
        .containsExactly(new GiveUp(A, "it was handed back 4 times; at last: file 4 is not there"));
  }

  @Test
  void whatWaitsWhileThereIsNoWorkerIsLeftAloneForADay() {
    publish(A, 0, 0);

    assertThat(due(24 * 3600)).isEmpty();
    assertThat(due(24 * 3600 + 1)).containsExactly(new PublishAgain(A, false));
  }

  @Test
  void whatWaitsForItsTurnIsNotLost() {
    publish(A, 0, 0);
    publish(B, 1, 0);
    start(A, "w", 1, 0, 290); // as long as the workers come nearer
    assertThat(due(590)).isEmpty();

    assertThat(due(591))
        .containsExactlyInAnyOrder(new PublishAgain(A, true), new PublishAgain(B, false));
  }

  @Test
  void whatTheWorkersPassedOverIsLost() {
    publish(A, 0, 0);
    publish(B, 1, 0);
    for (int attempt = 1; attempt < 100; attempt++) {
      start(B, "w", attempt, 1, attempt);
    }
    score(B, 1, 100);

    assertThat(due(300)).isEmpty();
    assertThat(due(301)).containsExactly(new PublishAgain(A, false));
  }

  @Test
  void whatNobodyAnswersIsPublishedEightTimesAtMost() {
    publish(A, 0, 0);
    long second = 0;
    for (int n = 1; n < 8; n++) {
      start(C, "w", n, 99, second);
      second += 1_000_000;
      assertThat(due(second)).containsExactly(new PublishAgain(A, false));
      publish(A, n, second);
    }
    start(C, "w", 8, 99, second);

    assertThat(due(second + 1_000_000))
        .containsExactly(new GiveUp(A, "it was published 8 times without an answer"));
  }

  @Test
  void theSlowestGoToIdleWorkersOnceWhenAllIsTaken() {
    know(8_000, 8_000, 8_000);
    publish(A, 0, 0);
    publish(B, 1, 0);
    publish(C, 2, 0);
    start(A, "w1", 1, 0, 1);
    start(B, "w2", 1, 1, 0);
    assertThat(due(30)).as("there is other work for the idle").isEmpty();
    start(C, "w3", 1, 2, 29);
    assertThat(due(30)).as("no worker is idle but the one that scored before").hasSize(1);
    score(C, 8_000, 30);

    assertThat(due(16)).as("twice the median is not over").isEmpty();
    assertThat(due(31)).containsExactly(new PublishAgain(B, false), new PublishAgain(A, false));

    publish(B, 3, 31);
    publish(A, 4, 31);
    start(B, "w3", 1, 3, 32);
    start(A, "known", 1, 4, 32);
    assertThat(due(59)).isEmpty();
    score(A, 50_000, 59);
    score(B, 50_000, 59);
    assertThat(leases.publishedAgain()).isEqualTo(2);
  }

  /** The last scores of a synchronous iteration are the slowest workers'. */
  @Test
  void theMedianIsThatOfAllThatWereOutAtOnce() {
    int quick = 250;
    int slow = 149;
    for (int i = 0; i < quick + slow; i++) {
      publish(numbered(i), i, 0);
    }
    publish(A, quick + slow, 0);
    start(A, "w", 1, quick + slow, 0);
    for (int i = 0; i < quick + slow; i++) {
      score(numbered(i), i < quick ? 1_000 : 10_000, 11);
    }

    assertThat(due(10)).isEmpty();
    assertThat(due(11)).containsExactly(new PublishAgain(A, false));
  }

  @Test
  void aStragglerThatRunsTwiceIsHeldByTheOtherWhenOneHandsItBack() {
    know(8_000, 8_000, 8_000);
    publish(A, 0, 0);
    start(A, "w1", 1, 0, 0);
    publish(A, 1, 20);
    start(A, "w2", 1, 1, 20);
    release(A, "w1", Optional.empty(), 21);

    assertThat(due(80)).isEmpty();
    assertThat(due(141)).containsExactly(new PublishAgain(A, true));
  }

  @Test
  void whatIsToldOfEvaluationsThatAreNotOutIsPassedOver() {
    start(A, "w", 1, 0, 0);
    release(A, "w", Optional.of("no disk"), 0);
    leases.leaseEnded("e", A, START);
    leases.givenUp("e", A);

    assertThat(due(1_000_000)).isEmpty();
    assertThat(leases.isOut("e", A)).isFalse();
  }

  private static String numbered(int number) {
    return String.format("%064x", number);
  }

  /** Evaluations that took so long. */
  private void know(long... millis) {
    for (int i = 0; i < millis.length; i++) {
      String id = Integer.toString(i).repeat(64);
      publish(id, 1000 + i, -100);
      leases.scored(
          new Score(
              "e", id, 0, 0, new Score.Evaluated(1, 0, 1), "known", millis[i], Optional.empty()),
          at(-1));
    }
  }

  private List<Action> due(long second) {
    return leases.due("e", at(second));
  }

  private void publish(String id, long offset, long second) {
    publish(id, 0, offset, second);
  }

  private void publish(String id, int stage, long offset, long second) {
    leases.published("e", id, stage, new Publication(0, offset), at(second));
    leases.published("e", id, stage, new Publication(0, offset), at(second)); // read back
  }

  private void start(String id, String worker, int attempt, long offset, long second) {
    leases.started(new EvaluationStarted("e", id, worker, attempt, 0, offset), at(second));
  }

  private void release(String id, String worker, Optional<String> fault, long second) {
    leases.released(new EvaluationReleased("e", id, worker, 0, 0, fault), at(second));
  }

  private void score(String id, long millis, long second) {
    leases.scored(
        new Score("e", id, 0, 0, new Score.Evaluated(1, 0, 1), "w3", millis, Optional.empty()),
        at(second));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
