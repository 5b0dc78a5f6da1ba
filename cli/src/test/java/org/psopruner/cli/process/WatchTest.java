package org.psopruner.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.RunFailedException;

class WatchTest {
  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  /** A service whose jar is missing: it ends as soon as it starts. */
  private Watch dying(int deathsInARow) {
    ServiceProcess service =
        new ServiceProcess(
            "worker-1",
            folder.resolve("none.jar"),
            List.of(),
            Map.of(),
            true,
            1,
            folder.resolve("worker-1.log"));
    return new Watch(service, deathsInARow, Duration.ofSeconds(30), now::get);
  }

  private static void startAndAwaitDeath(Watch watch) {
    watch.start();
    Awaitility.await().until(() -> !watch.child().isAlive());
  }

  @Test
  void givesUpOnAChildThatDiesAgainAndAgain() {
    Watch watch = dying(2);
    startAndAwaitDeath(watch);
    watch.died();
    startAndAwaitDeath(watch);

    assertThatThrownBy(watch::died)
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("worker-1 ended 2 times in a row (exit code 1)")
        .hasMessageContaining(folder.resolve("worker-1.log").toString())
        .message()
        .hasLineCount(1);
    assertThat(folder.resolve("worker-1.log")).content().contains("QuarkusEntryPoint");
  }

  @Test
  void forgivesAChildThatLivedLong() {
    Watch watch = dying(2);
    for (int life = 0; life < 2; life++) {
      startAndAwaitDeath(watch);
      now.set(now.get().plusSeconds(31));
      watch.died();
    }
    assertThat(watch.child().isAlive()).isFalse();
  }
}
