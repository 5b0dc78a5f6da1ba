package org.psopruner.worker;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * A worker that takes no particles, or is stuck in one, is of no use: it is to be started again.
 * One that waits for a broker is well; whether there is one, readiness says.
 */
@Liveness
@ApplicationScoped
class ParticlesTaken implements HealthCheck {
  private final FitnessWorker worker;
  private final WorkerSettings settings;

  ParticlesTaken(FitnessWorker worker, WorkerSettings settings) {
    this.worker = worker;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    Duration unpolled = worker.unpolled();
    Duration unmoved = worker.unmoved();
    // Any one call to a broker that is away ends within its timeout.
    boolean polled =
        worker.isAlive() && unpolled.compareTo(settings.brokerTimeout().plusSeconds(5)) < 0;
    boolean moves = unmoved.compareTo(settings.stuckAfter()) < 0;
    return HealthCheckResponse.named("particles are taken")
        .status(polled && moves)
        .withData("seconds since the last poll", unpolled.toSeconds())
        .withData("seconds since the evaluation moved", unmoved.toSeconds())
        .build();
  }
}
