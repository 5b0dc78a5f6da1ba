package org.psopruner.worker;

import java.util.Optional;
import org.psopruner.engine.Pulse;
import org.psopruner.worker.particles.Delivery;
import org.psopruner.worker.particles.ParticleSource;
import org.psopruner.worker.particles.Settlement;

/** A source that tells when it was last asked, so that one that stopped is noticed. */
record WatchedSource(ParticleSource source, Pulse polling) implements ParticleSource {
  @Override
  public Optional<Delivery> take() {
    polling.beat();
    return source.take();
  }

  @Override
  public void keep() {
    polling.beat();
    source.keep();
  }

  @Override
  public void settle(Settlement settlement) {
    polling.beat();
    source.settle(settlement);
  }

  @Override
  public void rest() {
    source.rest();
  }

  @Override
  public boolean isConnected() {
    return source.isConnected();
  }

  @Override
  public void close() {
    source.close();
  }
}
