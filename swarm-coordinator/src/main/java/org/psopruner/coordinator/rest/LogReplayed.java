package org.psopruner.coordinator.rest;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.psopruner.coordinator.log.ExperimentLog;

/**
 * Ready when what was in the log is folded, and while the broker answers: the log asks it every few
 * seconds.
 */
@Readiness
class LogReplayed implements HealthCheck {
  private final ExperimentLog log;

  LogReplayed(ExperimentLog log) {
    this.log = log;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("experiment log is replayed")
        .withData("partitions owned", log.ownedPartitions())
        .status(log.isReplayed() && log.isConnected())
        .build();
  }
}
