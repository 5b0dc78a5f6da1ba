package org.psopruner.worker.particles;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a worker does with particles. */
@FunctionalInterface
public interface ParticleWork {
  /**
   * Works on a particle; called by always the same thread. When it returns, the next one may begin.
   *
   * @return what becomes of the particle, as soon as what the work came to is published; fails, as
   *     this method may, if another worker is to have it
   */
  CompletableFuture<Settlement> workOn(Delivery particle);

  /**
   * Learns that a particle on which it is working, or which it failed to work on, is about to be
   * handed back; called by another thread, which may be while another particle is worked on.
   *
   * @param fault what is wrong with this worker, in one line; empty if it is only about to end
   */
  default void handBack(Delivery particle, Optional<String> fault) {}
}
