package org.psopruner.retrainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * A retrainer that takes no global bests, or is stuck in one, is of no use: it is to be started
 * again. One that waits for a broker is well; whether there is one, readiness says.
 */
@Liveness
@ApplicationScoped
class GlobalBestsTaken implements HealthCheck {
  /** Longer than any one call to a broker that is away. */
  private static final Duration POLLED_WITHIN = Duration.ofSeconds(25);

  private final Retrainer retrainer;
  private final RetrainerSettings settings;

  GlobalBestsTaken(Retrainer retrainer, RetrainerSettings settings) {
    this.retrainer = retrainer;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    Duration unpolled = retrainer.unpolled();
    Duration unmoved = retrainer.unmoved();
    boolean polled = retrainer.isAlive() && unpolled.compareTo(POLLED_WITHIN) < 0;
    boolean moves = unmoved.compareTo(settings.stuckAfter()) < 0;
    return HealthCheckResponse.named("global bests are taken")
        .status(polled && moves)
        .withData("seconds since the last poll", unpolled.toSeconds())
        .withData("seconds since the retraining moved", unmoved.toSeconds())
        .build();
  }
}
