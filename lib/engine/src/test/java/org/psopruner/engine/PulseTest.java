package org.psopruner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
  private long now;
  private final Pulse pulse = new Pulse(() -> now);

  @Test
  void silenceIsTheTimeSinceTheLastBeatOfWhatIsWorkedOn() {
    now = Duration.ofHours(1).toNanos();
    assertThat(pulse.silence()).isZero();
    pulse.during(
        () -> {
          assertThat(pulse.silence()).isZero();
          now += Duration.ofMinutes(3).toNanos();
          assertThat(pulse.silence()).isEqualTo(Duration.ofMinutes(3));
          pulse.beat();
          now += 5;
          assertThat(pulse.silence()).isEqualTo(Duration.ofNanos(5));
          return "";
        });
    now += Duration.ofHours(1).toNanos();
    assertThat(pulse.silence()).isZero();
  }

  @Test
  void workThatFailsIsNoLongerWorkedOn() {
    assertThatThrownBy(
            () ->
                pulse.during(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    now += 5;
    assertThat(pulse.silence()).isZero();
  }
}
