package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.psopruner.kafka.Cluster;

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

  private static String widened(String topic, CyclicBarrier together) throws Exception {
    try (GroupAdmin admin =
        new GroupAdmin(new Cluster(kafka.bootstrapServers()), Duration.ofSeconds(30))) {
      together.await();
      admin.widen(topic, 12);
      return topic;
    }
  }
}
