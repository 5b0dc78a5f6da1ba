package org.psopruner.worker.particles;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Says in the log when a broker goes and when it comes back. Safe for use by several threads. */
final class BrokerWatch {
  private static final Logger LOG = Logger.getLogger(ParticleLoop.class);

  /** So long a connection must last to count. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  private boolean isThere = true;
  private long lostAt;

  /** The broker does not answer. */
  synchronized void lost(String reason) {
    lostAt = System.nanoTime();
    if (isThere) {
      LOG.warnf("The broker does not answer as it should (%s); waiting for it", reason);
    }
    isThere = false;
  }

  /** The broker answers. Whether it is back is seen after a while: what comes and goes is not. */
  synchronized void found() {
    if (!isThere && System.nanoTime() - lostAt > STEADY.toNanos()) {
      LOG.info("The broker answers again");
      isThere = true;
    }
  }
}
