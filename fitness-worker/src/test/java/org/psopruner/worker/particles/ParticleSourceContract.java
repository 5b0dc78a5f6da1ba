package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psopruner.worker.Candidates;

/** What holds for both ways in which particles reach a worker. */
@Timeout(300)
abstract class ParticleSourceContract {
  static final Duration LONG = Duration.ofMinutes(2);

  static KafkaTopics kafka;

  /** Of each test its own. */
  final String group = "group-" + UUID.randomUUID();

  private final GroupKind kind;
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  ParticleSourceContract(GroupKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void startKafka() {
    kafka = new KafkaTopics();
  }

  @BeforeEach
  void forgetThoseOfOtherTests() throws Exception {
    kafka.forgetParticles();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void twoWorkersShareTheParticlesAndEachGoesToOne() throws Exception {
    CountDownLatch bothAtWork = new CountDownLatch(2);
    try (LoopingWorker a = worker(at("a", bothAtWork));
        LoopingWorker b = worker(at("b", bothAtWork));
        Admin admin = kafka.admin()) {
      awaitBothAtWork(a, b, admin);

      IntStream.range(0, 24).forEach(this::send);

      await().atMost(LONG).until(() -> seen.size() >= 24);
      assertThat(a.end()).isEmpty();
      assertThat(b.end()).isEmpty();
    }
    assertThat(seen.stream().map(entry -> entry.substring(2)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 24).mapToObj(n -> n + " attempt 1").toList());
    assertThat(seen.stream().map(entry -> entry.substring(0, 1))).contains("a", "b");
  }

  /** Says who had which particle, once the other worker has one, too. */
  private Function<Delivery, Settlement> at(String worker, CountDownLatch bothAtWork) {
    CountDownLatch mine = new CountDownLatch(1);
    return delivery -> {
      if (mine.getCount() == 1) {
        mine.countDown();
        bothAtWork.countDown();
      }
      await().atMost(LONG).until(() -> bothAtWork.getCount() == 0);
      seen.add(worker + " " + text(delivery));
      return Settlement.DONE;
    };
  }

  @Test
  void theParticleOfAKilledWorkerGoesToAnother() throws Exception {
    setLock();
    send(1);
    Process hoarder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hoarder.class.getName(),
                kind.name(),
                kafka.bootstrapServers(),
                group)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = hoarder.inputReader()) {
      assertThat(output.readLine()).isEqualTo("taken");
    } finally {
      hoarder.destroyForcibly();
    }

    try (LoopingWorker worker = worker(this::done)) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
      assertThat(worker.end()).isEmpty();
    }
    assertThat(seen).containsExactly("1 attempt 2");
  }

  @Test
  void aParticleIsKeptWhileItIsEvaluated() throws Exception {
    setLock();
    try (LoopingWorker a = worker(this::afterRelease);
        LoopingWorker b = worker(this::afterRelease);
        Admin admin = kafka.admin()) {
      awaitBothAtWork(a, b, admin);
      send(1);
      await().atMost(LONG).untilAsserted(() -> assertThat(seen).contains("began 1 attempt 1"));

      await().during(RecordLock.SHORT.multipliedBy(3)).atMost(LONG).until(() -> seen.size() == 1);

      release.countDown();
      await().atMost(LONG).until(() -> seen.contains("1 attempt 1"));
      // It would come back were it not settled.
      await().during(RecordLock.SHORT.plusSeconds(2)).atMost(LONG).until(() -> seen.size() == 2);
      assertThat(a.end()).isEmpty();
      assertThat(b.end()).isEmpty();
    }
  }

  @Test
  void aWorkerThatIsStoppedGivesItsParticleBack() throws Exception {
    send(1);
    try (LoopingWorker stopped = worker(this::afterRelease)) {
      await().atMost(LONG).until(() -> seen.contains("began 1 attempt 1"));
      assertThat(stopped.end()).isEmpty();
    }
    try (LoopingWorker worker = worker(this::done)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("1 attempt 2"));
      assertThat(worker.end()).isEmpty();
    }
    release.countDown();
  }

  @Test
  void attemptsAreCounted() throws Exception {
    send(1);
    try (LoopingWorker worker =
        worker(
            delivery -> {
              seen.add(text(delivery));
              return delivery.attempt() < 3 ? Settlement.GIVEN_BACK : Settlement.DONE;
            })) {
      await().atMost(LONG).until(() -> seen.size() == 3);
      assertThat(worker.end()).isEmpty();
    }
    assertThat(seen).containsExactly("1 attempt 1", "1 attempt 2", "1 attempt 3");
  }

  @Test
  void aWorkerThatRunsOutOfMemoryEndsAndGivesItsParticleBack() throws Exception {
    send(1);
    try (LoopingWorker small =
        worker(
            delivery -> {
              throw new OutOfMemoryError("native memory");
            })) {
      await().atMost(LONG).until(() -> small.end().isPresent());
      assertThat(small.end().orElseThrow()).isInstanceOf(OutOfMemoryError.class);
    }
    try (LoopingWorker worker = worker(this::done)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("1 attempt 2"));
      assertThat(worker.end()).isEmpty();
    }
  }

  private void awaitBothAtWork(LoopingWorker a, LoopingWorker b, Admin admin) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(a.end()).isEmpty();
              assertThat(b.end()).isEmpty();
              assertThat(kind.membersAtWork(admin, group)).isEqualTo(2);
            });
  }

  private LoopingWorker worker(Function<Delivery, Settlement> work) {
    return LoopingWorker.start(() -> kind.open(kafka.bootstrapServers(), group), work);
  }

  private Settlement done(Delivery delivery) {
    seen.add(text(delivery));
    return Settlement.DONE;
  }

  private Settlement afterRelease(Delivery delivery) {
    seen.add("began " + text(delivery));
    await().atMost(LONG).until(() -> release.getCount() == 0);
    return done(delivery);
  }

  void send(int number) {
    kafka.send(Candidates.numbered(group, number));
  }

  /** The next particle. */
  static Delivery takenFrom(ParticleSource source) {
    return await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .until(source::take, Optional::isPresent)
        .orElseThrow();
  }

  static String text(Delivery delivery) {
    return Integer.parseInt(delivery.record().key(), 16) + " attempt " + delivery.attempt();
  }

  void setLock() throws Exception {
    RecordLock.shorten(kafka.bootstrapServers(), group);
  }
}
