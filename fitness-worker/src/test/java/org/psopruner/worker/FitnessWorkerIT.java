package org.psopruner.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.broker.testing.Poison;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.Score;
import org.psopruner.messages.Topic;
import org.psopruner.worker.particles.KafkaTopics;

/** The packaged service as a process of its own, with the real engine. */
@Timeout(240)
class FitnessWorkerIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  private static final EventSource EVENTS =
      new EventSource("swarm-coordinator", "test", InstantSource.system());

  private static KafkaTopics kafka;

  @TempDir private Path folder;

  @BeforeAll
  static void startKafka() {
    kafka = new KafkaTopics();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"share-group", "consumer-group"})
  void refusesPoisonScoresTheFullStructureAndEndsOnSigterm(String source) throws Exception {
    Candidate candidate = Candidates.of(Candidates.FULL);
    Map<String, Poison> poisons =
        Poison.send(kafka.bootstrapServers(), Poison.of(EVENTS.record(candidate)));
    kafka.send(candidate);
    givesItBackWithoutMemory(source);
    int port = freePort();
    Process worker = start(kafka.bootstrapServers(), port, source, "maxbytes=2g");
    try {

      await().atMost(LONG).until(() -> scoresOf(source).size() == 1);

      Score score = scoresOf(source).get(0);
      assertThat(score.evaluationId()).isEqualTo(candidate.evaluationId());
      Score.Evaluated found = (Score.Evaluated) score.outcome();
      assertThat(found.images()).isEqualTo(200);
      assertThat(found.accuracy()).isCloseTo(0.85, within(0.05));
      await().atMost(LONG).until(() -> reasons().keySet().containsAll(poisons.keySet()));
      poisons.forEach(
          (origin, poison) ->
              assertThat(reasons().get(origin)).as(poison.name()).contains(poison.reason()));
      assertThat(status(port, "ready")).isEqualTo(200);
      assertThat(status(port, "live")).isEqualTo(200);
    } finally {
      worker.destroy();
      assertThat(worker.onExit()).succeedsWithin(Duration.ofSeconds(15));
    }
    assertThat(worker.exitValue()).isEqualTo(143);
  }

  /** Less than a Java process takes by itself: the first native array is one too many. */
  private void givesItBackWithoutMemory(String source) throws Exception {
    Process starved = start(kafka.bootstrapServers(), freePort(), source, "maxphysicalbytes=100m");
    assertThat(starved.onExit()).succeedsWithin(LONG);
    assertThat(starved.exitValue()).isEqualTo(3);
    assertThat(Files.readAllLines(log()))
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains("This worker has not enough memory", "the evaluation was given back");
    assertThat(scoresOf(source)).isEmpty();
  }

  @Test
  void endsWithOneLineWhereNoBrokerIs() throws Exception {
    Process worker =
        start("127.0.0.1:" + freePort(), freePort(), "share-group", "maxbytes=2g", "PT2S");

    assertThat(worker.onExit()).succeedsWithin(LONG);

    assertThat(worker.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(log()))
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains("no broker answers at 127.0.0.1:");
  }

  /** Why records became dead letters, by where they stood; both kinds of groups read them all. */
  private static Map<String, String> reasons() {
    return kafka.read(Topic.DEAD_LETTERS).stream()
        .collect(
            Collectors.toMap(
                DeadLetter::originOf,
                letter -> new ReceivedLetter(letter).header(DeadLetter.REASON).orElse(""),
                (reason, again) -> reason));
  }

  private static List<Score> scoresOf(String worker) {
    return kafka.read(Topic.SCORES).stream()
        .map(record -> (Score) ReceivedEvent.message(record))
        .filter(score -> score.worker().equals(worker))
        .toList();
  }

  /**
   * @param limit of native memory, as JavaCPP has it
   */
  private Process start(String bootstrapServers, int port, String source, String limit)
      throws IOException {
    return start(bootstrapServers, port, source, limit, "PT20S");
  }

  private Process start(
      String bootstrapServers, int port, String source, String limit, String brokerTimeout)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp." + limit,
                "-jar",
                Path.of("target/quarkus-app/quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "PSOPRUNER_WORKER_ID",
                source,
                "PSOPRUNER_BROKER_TIMEOUT",
                brokerTimeout,
                "PSOPRUNER_PARTICLE_SOURCE",
                source,
                "OMP_NUM_THREADS",
                "2"));
    return builder.start();
  }

  private Path log() {
    return folder.resolve("worker.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static int status(int port, String health) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/q/health/%s".formatted(port, health));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
