package org.psopruner.worker;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.Score;
import org.psopruner.worker.particles.Delivery;
import org.psopruner.worker.particles.ParticleWork;
import org.psopruner.worker.particles.Settlement;

class WorkerMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WorkerMetrics metrics = new WorkerMetrics(registry);
  private final Delivery again =
      new Delivery(new ConsumerRecord<>("psopruner.particles", 0, 1, "k", new byte[0]), 2);

  @Test
  void anEvaluationIsCountedByItsOutcomeAndTimedByItsSize() {
    count(new Score.Evaluated(0.5, 1, 200), OptionalDouble.of(0.1));
    count(new Score.Outrun(0.4, 50, 0), OptionalDouble.of(0.3));
    count(new Score.Failed("no"), OptionalDouble.empty());

    assertThat(outcomes("evaluated")).isEqualTo(1);
    assertThat(outcomes("outrun")).isEqualTo(1);
    assertThat(outcomes("failed")).isEqualTo(1);
    assertThat(registry.get("psopruner.images.evaluated").counter().count()).isEqualTo(250);
    assertThat(evaluations("0-10%")).isEqualTo(1);
    assertThat(evaluations("25-50%")).isEqualTo(1);
    assertThat(evaluations("50-100%")).isZero();
  }

  private void count(Score.Outcome outcome, OptionalDouble size) {
    ParticleWork scores =
        metrics.counting(
            particle -> {
              metrics.ended(score(outcome), size);
              return completedFuture(Settlement.DONE);
            });
    assertThat(scores.workOn(again)).isCompletedWithValue(Settlement.DONE);
  }

  @Test
  void anEvaluationWhoseScoreCouldNotBePublishedIsOnlyGivenBack() {
    ParticleWork unheard =
        metrics.counting(
            particle -> {
              metrics.ended(score(new Score.Evaluated(0.5, 1, 200)), OptionalDouble.of(0.1));
              return failedFuture(new IllegalStateException("no broker"));
            });
    assertThat(unheard.workOn(again)).isCompletedExceptionally();
    unheard.handBack(again, Optional.of("no broker"));

    assertThat(outcomes("evaluated")).isZero();
    assertThat(outcomes("given_back")).isEqualTo(1);
  }

  @Test
  void whatIsHandedOutAgainGivenBackOrRefusedIsCounted() {
    ParticleWork givesBack = metrics.counting(particle -> completedFuture(Settlement.GIVEN_BACK));
    assertThat(givesBack.workOn(again)).isCompletedWithValue(Settlement.GIVEN_BACK);
    givesBack.handBack(again, Optional.empty());
    ParticleWork refuses = metrics.counting(particle -> completedFuture(Settlement.REFUSED));
    assertThat(refuses.workOn(again)).isCompletedWithValue(Settlement.REFUSED);

    assertThat(outcomes("given_back")).isEqualTo(2);
    assertThat(registry.get("psopruner.dead.letters").counter().count()).isEqualTo(1);
    assertThat(registry.get("psopruner.evaluations.redelivered").counter().count()).isEqualTo(2);
  }

  private double outcomes(String outcome) {
    return registry.get("psopruner.evaluations").tag("outcome", outcome).counter().count();
  }

  private long evaluations(String size) {
    return registry.get("psopruner.evaluation.duration").tag("parameters", size).timer().count();
  }

  private static Score score(Score.Outcome outcome) {
    return new Score("vgg", "ab".repeat(32), 0, 0, outcome, "worker-1", 1500, Optional.empty());
  }
}
