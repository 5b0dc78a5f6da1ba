package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.worker.Candidates;

/** A worker whose broker goes and comes back while it has a particle in hand. */
@Timeout(240)
class BrokerRestartIT {
  private static final String GROUP = "workers";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<String> began = new ConcurrentSkipListSet<>();
  private final Set<String> done = new ConcurrentSkipListSet<>();

  @Test
  void itTakesParticlesAgain() throws Exception {
    Cluster cluster;
    BrokerSettings settings = BrokerSettings.in(folder);
    LoopingWorker worker;
    try (BrokerProcess broker = BrokerProcess.start(settings)) {
      String address = broker.bootstrapServers();
      settings = settings.withPort(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
      cluster = new Cluster(address);
      Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
      RecordLock.shorten(address, GROUP);
      worker =
          LoopingWorker.start(
              () -> ShareGroupParticleSource.open(cluster, GROUP, Duration.ofSeconds(30)),
              this::work);
      send(cluster, 0, 1);
      await().atMost(LONG).until(() -> began.size() == 1);
      // One that is closed would answer the worker to the last.
      ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
    }
    // So long that the worker tries to keep its particle.
    Thread.sleep(RecordLock.SHORT.plusSeconds(2).toMillis());
    try (worker;
        BrokerProcess broker = BrokerProcess.start(settings)) {
      release.countDown();
      await().atMost(LONG).until(() -> done.size() == 1);

      send(cluster, 1, 9);

      await().atMost(LONG).until(() -> done.size() == 9);
      assertThat(worker.end()).isEmpty();
      assertThat(broker.isAlive()).isTrue();
    }
  }

  private Settlement work(Delivery delivery) {
    began.add(delivery.record().key());
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    done.add(delivery.record().key());
    return Settlement.DONE;
  }

  private static void send(Cluster cluster, int from, int to) throws Exception {
    EventSource events = new EventSource("swarm-coordinator", "test", InstantSource.system());
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      for (int n = from; n < to; n++) {
        producer.send(events.record(Candidates.numbered("restart", n))).get();
      }
    }
  }
}
