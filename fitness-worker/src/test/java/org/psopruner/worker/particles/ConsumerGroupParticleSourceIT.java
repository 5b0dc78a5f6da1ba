package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Topic;
import org.psopruner.worker.Candidates;

class ConsumerGroupParticleSourceIT extends ParticleSourceContract {
  ConsumerGroupParticleSourceIT() {
    super(GroupKind.CONSUMER_GROUP);
  }

  /** Several times over, since they meet at the broker in another way each time. */
  @Test
  void workersThatStartTogetherAllFindTheTopicWideEnough() throws Exception {
    int workers = 8;
    CyclicBarrier together = new CyclicBarrier(workers);
    ExecutorService starting = Executors.newFixedThreadPool(workers);
    try (Admin admin = kafka.admin()) {
      for (int round = 0; round < 20; round++) {
        String topic = "widened-" + round;
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        List<Future<String>> started = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
          started.add(starting.submit(() -> widened(topic, together)));
        }
        for (Future<String> worker : started) {
          assertThat(worker.get()).isEqualTo(topic);
        }
      }
    } finally {
      starting.shutdownNow();
    }
  }

  @Test
  void aTopicThatTheBrokerDoesNotKnowYetIsWaitedFor() throws Exception {
    ExecutorService starting = Executors.newSingleThreadExecutor();
    try (Admin admin = kafka.admin()) {
      CyclicBarrier together = new CyclicBarrier(2);
      Future<String> worker = starting.submit(() -> widened("made-late", together));
      together.await();
      Thread.sleep(300); // in which it asks in vain
      admin.createTopics(List.of(new NewTopic("made-late", 1, (short) 1))).all().get();

      assertThat(worker.get()).isEqualTo("made-late");
    } finally {
      starting.shutdownNow();
    }
  }

  /**
   * As when the broker was away for longer than a session: all partitions are lost, and come back.
   */
  @Test
  void nothingIsPassedOverByAWorkerThatLostItsPartitionsMeanwhile() throws Exception {
    int particles = 24;
    IntStream.range(0, particles).forEach(this::send);
    try (ParticleSource source = GroupKind.CONSUMER_GROUP.open(kafka.bootstrapServers(), group);
        Admin admin = kafka.admin()) {
      Set<String> taken = new HashSet<>(Set.of(keyOf(takenFrom(source))));
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      await()
          .atMost(LONG)
          .until(
              () -> {
                source.keep();
                return GroupKind.CONSUMER_GROUP.membersAtWork(admin, group) == 1;
              });
      for (int look = 0; look < particles; look++) {
        source.keep();
        Thread.sleep(50); // in which what was asked for comes
      }
      source.settle(Settlement.DONE);

      while (taken.size() < particles) {
        taken.add(keyOf(takenFrom(source)));
        source.settle(Settlement.DONE);
      }
    }
  }

  /** Workers are scaled by the lag: it has to come to an end where the particles do. */
  @Test
  void noLagIsLeftBehindTheLastTransaction() throws Exception {
    kafka.sendInTransactions(List.of(Candidates.numbered(group, 1), Candidates.numbered(group, 2)));
    try (ParticleSource source = GroupKind.CONSUMER_GROUP.open(kafka.bootstrapServers(), group);
        Admin admin = kafka.admin()) {
      settleAll(source, Settlement.DONE, admin);
    }
  }

  /** As a share group's broker does it. */
  @Test
  void whatWasTriedOftenEnoughHoldsUpNoOthers() throws Exception {
    send(1);
    try (ParticleSource source = GroupKind.CONSUMER_GROUP.open(kafka.bootstrapServers(), group);
        Admin admin = kafka.admin()) {
      assertThat(settleAll(source, Settlement.GIVEN_BACK, admin))
          .containsExactly(
              "1 attempt 1", "1 attempt 2", "1 attempt 3", "1 attempt 4", "1 attempt 5");
    }
  }

  /** Settles what comes until the group has no lag. */
  private List<String> settleAll(ParticleSource source, Settlement settlement, Admin admin) {
    List<String> taken = new ArrayList<>();
    await()
        .atMost(LONG)
        .until(
            () -> {
              source
                  .take()
                  .ifPresent(
                      delivery -> {
                        taken.add(text(delivery));
                        source.settle(settlement);
                      });
              return committed(admin).equals(ends(admin));
            });
    return taken;
  }

  /** Who leaves the group with a particle in hand is not dead, and may finish it. */
  @Test
  void whoseParticleIsGivenToAnotherHasNotFailedAtIt() {
    send(1);
    try (ParticleSource leaving = GroupKind.CONSUMER_GROUP.open(kafka.bootstrapServers(), group)) {
      assertThat(text(takenFrom(leaving))).isEqualTo("1 attempt 1");
    }
    try (ParticleSource other = GroupKind.CONSUMER_GROUP.open(kafka.bootstrapServers(), group)) {
      assertThat(text(takenFrom(other))).isEqualTo("1 attempt 1");
    }
  }

  private Map<TopicPartition, Long> committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
    String topic = Topic.PARTICLES.topicName();
    Map<TopicPartition, OffsetSpec> asked =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()),
                    partition -> OffsetSpec.latest()));
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static String keyOf(Delivery delivery) {
    return delivery.record().key();
  }

  private static String widened(String topic, CyclicBarrier together) throws Exception {
    try (GroupAdmin admin =
        new GroupAdmin(new Cluster(kafka.bootstrapServers()), Duration.ofSeconds(30))) {
      together.await();
      admin.widen(topic, 12);
      return topic;
    }
  }
}
