package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.messages.Message;
import org.psopruner.worker.Candidates;

class ShareGroupParticleSourceIT extends ParticleSourceContract {
  ShareGroupParticleSourceIT() {
    super(GroupKind.SHARE_GROUP);
  }

  @Test
  void anIdleWorkerTakesAllThatABusyOneLeaves() throws Exception {
    try (ParticleSource busy = open();
        ParticleSource idle = open()) {
      IntStream.range(0, 24).forEach(this::send);
      takenFrom(busy);

      for (int taken = 1; taken < 24; taken++) {
        takenFrom(idle);
        idle.settle(Settlement.DONE);
        busy.keep();
      }

      busy.settle(Settlement.DONE);
    }
  }

  /** Between them lie the marks of the transactions' ends, for which nobody shall wait. */
  @Test
  void particlesInTransactionsOfTheirOwnAreTakenOneAfterTheOther() throws Exception {
    int particles = 12;
    send(0);
    try (ParticleSource source = open()) {
      takenFrom(source); // the group has found itself
      source.settle(Settlement.DONE);
      kafka.sendInTransactions(
          IntStream.range(1, particles + 1)
              .mapToObj(number -> (Message) Candidates.numbered(group, number))
              .toList());

      int inVain = 0;
      int taken = 0;
      while (taken < particles && inVain < particles) {
        if (source.take().isPresent()) {
          source.settle(Settlement.DONE);
          taken++;
        } else {
          inVain++;
        }
      }

      assertThat(inVain).isLessThan(particles / 2);
    }
  }

  /** A client that asks for one more has it locked for as long as it is busy with the first. */
  @Test
  void aWorkerHoldsNoParticleBesideItsOwn() throws Exception {
    int particles = 100;
    List<String> taken = new ArrayList<>();
    try (ParticleSource one = open();
        ParticleSource other = open()) {
      IntStream.range(0, particles).forEach(this::send);

      while (taken.size() < particles) {
        taken.add(text(takenFrom(one)));
        taken.add(text(takenFrom(other)));
        one.settle(Settlement.DONE);
        other.settle(Settlement.DONE);
      }
    }
    assertThat(taken)
        .containsExactlyElementsOf(
            IntStream.range(0, particles).mapToObj(number -> number + " attempt 1").toList());
  }

  /** Some take longer than a lock lasts, and so the one that was taken ahead waits longer, too. */
  @Test
  void workersWithTwoHandsTakeEachParticleOnce() throws Exception {
    int particles = 24;
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    setLock();
    try (LoopingWorker a = twoHanded(seen);
        LoopingWorker b = twoHanded(seen)) {
      IntStream.range(0, particles).forEach(this::send);

      await().atMost(LONG).until(() -> seen.size() >= particles);
      // One that is kept though it is done would come back.
      await().during(RecordLock.SHORT.plusSeconds(2)).until(() -> seen.size() == particles);
      assertThat(a.end()).isEmpty();
      assertThat(b.end()).isEmpty();
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, particles).mapToObj(number -> number + " attempt 1").toList());
  }

  private LoopingWorker twoHanded(Queue<String> seen) {
    Turns turns = new Turns();
    return LoopingWorker.start(
        this::open,
        delivery -> {
          turns.looked(0, 2);
          turns.looked(1, 2); // nearly done
          await()
              .pollDelay(seen.size() == 8 ? RecordLock.SHORT.plusSeconds(2) : Duration.ofMillis(50))
              .until(() -> true);
          seen.add(text(delivery));
          return Settlement.DONE;
        },
        2,
        turns);
  }

  @Test
  void whoRestsHasSaidWhatIsDone() throws Exception {
    setLock();
    send(1);
    try (ParticleSource rests = open();
        ParticleSource other = open()) {
      takenFrom(rests);
      rests.settle(Settlement.DONE);
      rests.rest();

      await().during(RecordLock.SHORT.plusSeconds(2)).until(() -> other.take().isEmpty());
      send(2);
      assertThat(text(takenFrom(other))).isEqualTo("2 attempt 1");
      other.settle(Settlement.DONE);
    }
  }

  @Test
  void aLostLockIsLetGo() throws Exception {
    setLock();
    send(1);
    try (ParticleSource slow = open();
        ParticleSource next = open()) {
      assertThat(text(takenFrom(slow))).isEqualTo("1 attempt 1");
      assertThat(text(takenFrom(next))).isEqualTo("1 attempt 2");
      slow.keep();
      slow.settle(Settlement.DONE);
      next.settle(Settlement.DONE);

      send(2);

      assertThat(text(takenFrom(slow))).isEqualTo("2 attempt 1");
      slow.settle(Settlement.DONE);
    }
  }

  private ParticleSource open() {
    return GroupKind.SHARE_GROUP.open(kafka.bootstrapServers(), group);
  }

  @Test
  void aBrokerWithoutShareGroupsIsNamed() throws Exception {
    try (TestKafka old = TestKafka.start()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", old.bootstrapServers()))) {
        admin
            .updateFeatures(
                Map.of(
                    "share.version",
                    new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                new UpdateFeaturesOptions())
            .all()
            .get();
      }
      assertThatThrownBy(() -> GroupKind.SHARE_GROUP.open(old.bootstrapServers(), group))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("PSOPRUNER_PARTICLE_SOURCE=consumer-group");
    }
  }
}
