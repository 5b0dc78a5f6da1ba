package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final Turns turns = new Turns();

  @Test
  void whatIsOnesTurnIsNoOneElsesUntilItLeaves() throws Exception {
    assertThat(turns.await(Duration.ZERO)).isTrue();
    assertThat(turns.await(A_WHILE)).isFalse();

    turns.leave();

    assertThat(turns.await(Duration.ZERO)).isTrue();
  }

  @Test
  void nothingIsTakenAheadWhileNoOneKnowsHowLongTheWorkTakes() throws Exception {
    begin();
    assertThat(turns.await(A_WHILE)).isFalse();
    turns.looked(0, 1_000);
    assertThat(turns.await(A_WHILE)).isFalse();

    turns.end();

    assertThat(turns.await(Duration.ZERO)).isTrue();
  }

  @Test
  void nothingIsTakenAheadWhileTheWorkIsFarFromDone() throws Exception {
    beginAndLookAt(1);

    assertThat(turns.await(A_WHILE)).isFalse();
  }

  @Test
  void theNextIsTakenShortlyBeforeTheWorkIsDone() throws Exception {
    beginAndLookAt(900);

    assertThat(turns.await(A_WHILE)).isTrue();
  }

  @Test
  void aTurnThatComesMeanwhileIsWaitedFor() throws Exception {
    begin();
    Thread other =
        new Thread(
            () -> {
              pause();
              turns.looked(0, 2);
              turns.looked(1, 2);
            });
    other.start();

    assertThat(turns.await(Duration.ofDays(1))).isTrue();
    other.join();
  }

  @Test
  void noOneTakesWhileAllPause() throws Exception {
    turns.pause(Duration.ofSeconds(3));
    assertThat(turns.await(A_WHILE)).isFalse();

    assertThat(turns.await(Duration.ofDays(1))).isTrue();
  }

  @Test
  void anotherHandIsWorthwhileOnceSomeWorkWasShort() throws Exception {
    begin();
    assertThat(turns.awaitShort(Duration.ofMillis(1))).isFalse();

    turns.end();

    assertThat(turns.awaitShort(Duration.ofMillis(1))).isTrue();
  }

  private static void pause() {
    try {
      Thread.sleep(A_WHILE.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** A thousand images, of which so many take a moment. */
  private void beginAndLookAt(int images) throws InterruptedException {
    begin();
    turns.looked(0, 1_000);
    Thread.sleep(20);
    turns.looked(images, 1_000);
  }

  private void begin() throws InterruptedException {
    assertThat(turns.await(Duration.ZERO)).isTrue();
    turns.begin();
  }
}
