package org.psopruner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void pausesGrowToALimitAndBeginAnew() {
    Backoff other = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pauses.add(other.next().toSeconds());
    }
    other.reset();

    assertThat(pauses).containsExactly(1L, 2L, 4L, 5L, 5L);
    assertThat(other.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new Backoff(Duration.ofSeconds(1), Duration.ofMillis(10)).next())
        .isEqualTo(Duration.ofMillis(10));
  }
}
