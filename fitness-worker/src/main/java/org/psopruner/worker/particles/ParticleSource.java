package org.psopruner.worker.particles;

import java.util.Optional;

/**
 * Hands out particles, one at a time, so that each goes to one worker and, if that worker dies, to
 * another. All methods are called by one thread. They throw {@link
 * org.apache.kafka.common.KafkaException} where they cannot go on.
 */
public interface ParticleSource extends AutoCloseable {
  /** The next particle, or nothing if none came within half a second. There is none in hand. */
  Optional<Delivery> take();

  /** Keeps the particle in hand. To be called several times a second while it is evaluated. */
  void keep();

  /** Ends the particle in hand. One that was lost meanwhile is let go. */
  void settle(Settlement settlement);

  /**
   * No particle is asked for before long, so what would go with that request goes now. There is
   * none in hand.
   */
  default void rest() {}

  /** Whether there is a connection to a broker. */
  boolean isConnected();

  /** Leaves the others to it within a few seconds. */
  @Override
  void close();
}
