package org.psopruner.retrainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RetrainerMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RetrainerMetrics metrics = new RetrainerMetrics(registry);

  @Test
  void onlyWhatMadeAModelIsTimed() {
    assertThatThrownBy(
            () ->
                metrics.retraining(
                    () -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .hasMessage("the disk is full");

    assertThat(durations()).isZero();
    assertThat(models()).isZero();

    assertThat(metrics.<String>retraining(() -> "model")).isEqualTo("model");

    assertThat(durations()).isEqualTo(1);
    assertThat(models()).isEqualTo(1);
  }

  private long durations() {
    return registry.get("psopruner.retraining.duration").timer().count();
  }

  private double models() {
    return registry.get("psopruner.retrainings").tag("outcome", "model").counter().count();
  }
}
