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
    RetrainerMetrics.Attempt failing = metrics.attempt();
    assertThatThrownBy(
            () ->
                failing.during(
                    () -> {
                      failing.epochEnded();
                      throw new IllegalStateException("the disk is full");
                    }))
        .hasMessage("the disk is full");

    assertThat(durations()).isZero();
    assertThat(models()).isZero();

    assertThat(retrained(1)).isEqualTo("model");

    assertThat(durations()).isEqualTo(1);
    assertThat(models()).isEqualTo(1);
  }

  @Test
  void aModelThatWasThereAlreadyIsNotCountedAgain() {
    assertThat(retrained(0)).isEqualTo("model");

    assertThat(durations()).isZero();
    assertThat(models()).isZero();
    assertThat(epochs()).isZero();
  }

  @Test
  void whereItBeginsIsNoEpochThatItTrained() {
    retrained(1);
    assertThat(epochs()).isZero();

    retrained(3);
    assertThat(epochs()).isEqualTo(2);
  }

  /**
   * A retraining.
   *
   * @param told how often it is told of an epoch: once of where it begins, if it trains at all
   */
  private String retrained(int told) {
    RetrainerMetrics.Attempt attempt = metrics.attempt();
    return attempt.during(
        () -> {
          for (int i = 0; i < told; i++) {
            attempt.epochEnded();
          }
          return "model";
        });
  }

  private long durations() {
    return registry.get("psopruner.retraining.duration").timer().count();
  }

  private double models() {
    return registry.get("psopruner.retrainings").tag("outcome", "model").counter().count();
  }

  private double epochs() {
    return registry.get("psopruner.retraining.epochs").counter().count();
  }
}
