package org.psopruner.worker.particles;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.psopruner.kafka.ReceivedEvent;

/** A worker in a process of its own that takes a particle, says so, and keeps it until it dies. */
final class Hoarder {
  private Hoarder() {}

  /**
   * Its arguments: the kind of group, the bootstrap servers, the group, which is also the
   * experiment.
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParticleSource source = GroupKind.valueOf(arguments[0]).open(arguments[1], arguments[2]);
    while (!takesOneOf(arguments[2], source)) {
      source.settle(Settlement.DONE);
    }
    System.out.println("taken");
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(200, TimeUnit.MILLISECONDS)) {
      source.keep();
    }
  }

  private static boolean takesOneOf(String experimentId, ParticleSource source) {
    return source
        .take()
        .filter(d -> ReceivedEvent.message(d.record()).experimentId().equals(experimentId))
        .isPresent();
  }
}
