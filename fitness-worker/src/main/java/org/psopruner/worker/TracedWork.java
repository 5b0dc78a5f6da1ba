package org.psopruner.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.psopruner.kafka.LogIds;
import org.psopruner.kafka.Traces;
import org.psopruner.worker.particles.Delivery;
import org.psopruner.worker.particles.ParticleWork;
import org.psopruner.worker.particles.Settlement;

/** Work whose traces and lines in the log say what it is about. */
record TracedWork(ParticleWork work, Traces traces) implements ParticleWork {
  @Override
  public CompletableFuture<Settlement> workOn(Delivery particle) {
    return LogIds.during(
        LogIds.of(particle.record()),
        () -> traces.during("evaluate", particle.record(), () -> work.workOn(particle)));
  }

  @Override
  public void handBack(Delivery particle, Optional<String> fault) {
    LogIds.log(LogIds.of(particle.record()), () -> work.handBack(particle, fault));
  }
}
