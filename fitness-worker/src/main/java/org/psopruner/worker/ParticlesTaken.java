package org.psopruner.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A worker that takes no particles is of no use: it is to be started again. */
@Liveness
@ApplicationScoped
class ParticlesTaken implements HealthCheck {
  private final FitnessWorker worker;

  ParticlesTaken(FitnessWorker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("particles are taken").status(worker.isAlive()).build();
  }
}
