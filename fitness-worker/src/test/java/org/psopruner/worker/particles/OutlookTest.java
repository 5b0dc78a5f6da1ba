package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private final Outlook outlook = new Outlook();

  @Test
  void ofTheFirstParticleNothingIsKnown() {
    assertThat(outlook.isDoneWithin(Duration.ZERO, Duration.ofDays(1))).isFalse();
  }

  @Test
  void aParticleTakesAsLongAsTheLongestOfTheLastEight() {
    outlook.add(Duration.ofHours(1));
    for (int seconds = 10; seconds <= 17; seconds++) {
      outlook.add(Duration.ofSeconds(seconds));
    }

    assertThat(within(0, 17)).isTrue();
    assertThat(within(0, 16)).isFalse();
    assertThat(within(7, 10)).isTrue();
    assertThat(within(7, 9)).isFalse();
  }

  @Test
  void oneThatTakesLongerThanAnyMayTakeLongerStill() {
    outlook.add(Duration.ofSeconds(10));

    assertThat(within(10, 0)).isTrue();
    assertThat(within(11, 100)).isFalse();
  }

  private boolean within(int worked, int left) {
    return outlook.isDoneWithin(Duration.ofSeconds(worked), Duration.ofSeconds(left));
  }
}
