package org.psopruner.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.psopruner.engine.Pulse;
import org.psopruner.worker.particles.Delivery;
import org.psopruner.worker.particles.ParticleWork;
import org.psopruner.worker.particles.Settlement;

/** Work that tells whether it goes on, so that an evaluation that is stuck is noticed. */
record WatchedWork(ParticleWork work, Pulse evaluating) implements ParticleWork {
  @Override
  public CompletableFuture<Settlement> workOn(Delivery particle) {
    return evaluating.during(() -> work.workOn(particle));
  }

  @Override
  public void handBack(Delivery particle, Optional<String> fault) {
    work.handBack(particle, fault);
  }
}
