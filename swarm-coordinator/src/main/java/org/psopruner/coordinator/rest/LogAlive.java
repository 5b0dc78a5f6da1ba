package org.psopruner.coordinator.rest;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.psopruner.coordinator.log.ExperimentLog;

/**
 * Alive while the log is being read: a thread that ended, or has hung for half a minute, is healed
 * by a restart alone. A broker that does not answer is not: that is waited for.
 */
@Liveness
class LogAlive implements HealthCheck {
  private final ExperimentLog log;

  LogAlive(ExperimentLog log) {
    this.log = log;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("experiment log is being read").status(log.isAlive()).build();
  }
}
