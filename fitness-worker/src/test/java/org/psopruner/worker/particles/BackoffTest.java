package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(10));

  @Test
  void pausesDoubleUpToTheLongestAndBeginAnewAfterASuccess() {
    assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toSeconds))
        .containsExactly(2L, 4L, 8L, 10L, 10L);

    backoff.reset();

    assertThat(backoff.next()).hasSeconds(2);
  }
}
