package org.psopruner.worker.particles;

import java.util.Optional;

/** What a worker does with particles. */
@FunctionalInterface
public interface ParticleWork {
  /**
   * Works on a particle; called by always the same thread.
   *
   * @throws RuntimeException if another worker is to have it
   */
  Settlement workOn(Delivery particle);

  /**
   * Learns that a particle on which it is working, or which it failed to work on, is about to be
   * handed back; called by another thread.
   *
   * @param fault what is wrong with this worker, in one line; empty if it is only about to end
   */
  default void handBack(Delivery particle, Optional<String> fault) {}
}
