package org.psopruner.worker.particles;

class ConsumerGroupParticleSourceIT extends ParticleSourceContract {
  ConsumerGroupParticleSourceIT() {
    super(GroupKind.CONSUMER_GROUP);
  }
}
