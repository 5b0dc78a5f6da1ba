package org.psopruner.retrainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.testing.Poison;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.ModelSignature;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Topic;
import org.psopruner.messages.report.RunReport;
import org.psopruner.training.testing.Winners;

/** Two packaged services as processes of their own, on a real broker, with the real engine. */
@Timeout(600)
class RetrainerIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final EventSource EVENTS =
      new EventSource("swarm-coordinator", "test", Clock.systemUTC());

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Hook HOOK = Hook.start();

  @TempDir static Path folder;

  private static TestKafka kafka;
  private static Cluster cluster;
  private static List<Instance> retrainers;

  /** A retrainer. */
  private record Instance(Process process, Path log, int port) {
    static Instance start(String name) throws IOException {
      return start(name, "8g");
    }

    /**
     * @param memory what the process may hold, as in {@code maxphysicalbytes}
     */
    static Instance start(String name, String memory) throws IOException {
      int port;
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      Path log = folder.resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + memory,
                  "-jar",
                  Path.of("target/quarkus-app/quarkus-run.jar").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS",
                  kafka.bootstrapServers(),
                  "QUARKUS_HTTP_PORT",
                  Integer.toString(port),
                  "QUARKUS_UUID",
                  name,
                  "OMP_NUM_THREADS",
                  "1",
                  "PSOPRUNER_REGISTRY_FOLDER_PATH",
                  folder.resolve("models").toString(),
                  "PSOPRUNER_REGISTRY_WEBHOOK_URL",
                  HOOK.uri().toString(),
                  "PSOPRUNER_REGISTRY_WEBHOOK_TOKEN",
                  "s3cret",
                  "PSOPRUNER_REGISTRY_RETRY_AT_MOST",
                  "PT1S"));
      return new Instance(builder.start(), log, port);
    }

    boolean logs(String text) {
      try {
        return Files.readString(log).contains(text);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .inheritIO()
          .start()
          .waitFor();
    }

    int health(String kind) throws IOException, InterruptedException {
      URI uri = URI.create("http://127.0.0.1:%d/q/health/%s".formatted(port, kind));
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    cluster = new Cluster(kafka.bootstrapServers());
    Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
    oneWithoutMemoryLeavesItToTheOthers();
    retrainers = List.of(Instance.start("one"), Instance.start("two"));
  }

  /** Less than a Java process takes by itself: the first native array is one too many. */
  private static void oneWithoutMemoryLeavesItToTheOthers() throws Exception {
    send(EVENTS.record(Winners.half("starved", folder.resolve("starved"), 0)));
    Instance starved = Instance.start("starved", "100m");
    assertThat(starved.process().onExit()).succeedsWithin(LONG);
    assertThat(starved.process().exitValue()).isEqualTo(3);
    assertThat(Files.readAllLines(starved.log()))
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains("This retrainer has not enough memory");
    assertThat(failures("starved")).isEmpty();
  }

  @AfterAll
  static void stop() {
    retrainers.forEach(retrainer -> retrainer.process().destroy());
    retrainers.forEach(
        retrainer ->
            assertThat(retrainer.process().onExit()).succeedsWithin(Duration.ofSeconds(30)));
    kafka.close();
    HOOK.close();
    retrainers.forEach(
        retrainer -> assertThat(retrainer.logs("s3cret")).as("a secret is logged").isFalse());
  }

  /** The hook takes nothing of one experiment at first, and never anything of another. */
  @Test
  void aRegistryThatIsDownHasTheModelLaterAndOneThatRefusesItHoldsUpNothing() throws Exception {
    GlobalBest late = Winners.half("late", folder.resolve("late"), 0);
    HOOK.answer("late", 503);
    HOOK.answer("never", 422);
    send(EVENTS.record(Winners.half("never", folder.resolve("never"), 0)));
    ProducerRecord<String, byte[]> traced = EVENTS.record(late);
    traced.headers().add("traceparent", TRACE.getBytes(UTF_8));
    send(traced);
    await().atMost(LONG).until(() -> HOOK.requests("late").size() >= 3);
    assertThat(HOOK.taken("late")).isEmpty();

    HOOK.answer("late", 204);
    await().atMost(LONG).until(() -> !HOOK.taken("late").isEmpty());

    assertThat(HOOK.requests("late"))
        .allSatisfy(
            request ->
                assertThat(request.headers())
                    .containsEntry("ce-id", MessageJson.id(late))
                    .containsEntry("ce-traceparent", TRACE)
                    .containsEntry("authorization", "Bearer s3cret"));
    assertThat(MessageJson.read(HOOK.taken("late").get(0).body(), ModelReady.class))
        .isEqualTo(models("late").get(0));
    assertThat(read(Topic.DEAD_LETTERS))
        .filteredOn(letter -> "never".equals(letter.key()))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(new ReceivedLetter(letter).header(DeadLetter.REASON).orElseThrow())
                    .startsWith("not registered in webhook: the webhook at " + HOOK.uri())
                    .contains("answers 422"));
    for (String id : List.of("late", "never")) {
      ModelReady model = models(id).get(0);
      Path copy = folder.resolve("models").resolve(id).resolve(model.globalBestId());
      await().atMost(LONG).until(() -> Files.exists(copy));
      assertThat(copy.resolve("model.onnx"))
          .hasSameBinaryContentAs(folder.resolve(id).resolve("model.onnx"));
      assertThat(copy.resolve("inference-service.yaml"))
          .content()
          .contains("storageUri: \"" + folder.resolve(id).toUri());
      assertThat(
              Files.getPosixFilePermissions(folder.resolve(id).resolve("inference-service.yaml")))
          .as("whoever may read the model may read what serves it")
          .isEqualTo(Files.getPosixFilePermissions(folder.resolve(id).resolve("model.onnx")));
    }
  }

  @Test
  void poisonAndBadWinnersAreAnsweredAndDoNotHoldUpAGoodOneWhichHasOneModel() throws Exception {
    GlobalBest good = Winners.half("good", folder.resolve("good"), 0);
    Map<String, Poison> poisons =
        Poison.send(kafka.bootstrapServers(), Poison.of(EVENTS.record(good)));
    send(EVENTS.record(Winners.ofAnotherBaseline("changed", folder.resolve("changed"))));
    send(EVENTS.record(good));
    send(EVENTS.record(good));
    send(EVENTS.record(Winners.half("after", folder.resolve("after"), 0)));

    await().atMost(LONG).until(() -> !models("after").isEmpty());

    assertThat(models("starved")).hasSize(1);
    Map<String, String> reasons = reasons();
    poisons.forEach(
        (origin, poison) ->
            assertThat(reasons.get(origin)).as(poison.name()).contains(poison.reason()));
    assertThat(failures("changed"))
        .singleElement()
        .asString()
        .contains("small-cifar10.onnx")
        .contains("0".repeat(64));
    assertThat(models("good")).hasSize(1);
    tellsAllOfItsModel(good, models("good").get(0));
    assertThat(ids("good")).containsExactly(MessageJson.id(good));
  }

  private static void tellsAllOfItsModel(GlobalBest winner, ModelReady ready) throws IOException {
    Path output = Path.of(winner.experiment().output());
    RunReport report = RunReport.read(output.resolve(RunReport.FILE_NAME));
    assertThat(ready.globalBestId()).isEqualTo(MessageJson.id(winner));
    assertThat(ready.model()).isEqualTo(FileReference.of(output.resolve("model.onnx")));
    assertThat(ready.bytes()).isEqualTo(Files.size(output.resolve("model.onnx")));
    assertThat(ready.report()).isEqualTo(FileReference.of(output.resolve("report.json")));
    assertThat(ready.files())
        .contains(
            FileReference.of(output.resolve("structure.json")),
            FileReference.of(output.resolve("report.md")),
            FileReference.of(output.resolve("README.md")),
            FileReference.of(output.resolve("inference-service.yaml")));
    assertThat(ready.signature())
        .isEqualTo(
            new ModelSignature(
                17,
                new ModelSignature.Tensor("image", "float32", List.of(-1, 3, 32, 32)),
                new ModelSignature.Tensor("logits", "float32", List.of(-1, 10))));
    assertThat(ready.baseline()).isEqualTo(winner.experiment().baseline());
    assertThat(ready.structure()).isEqualTo(winner.structure());
    assertThat(ready.metrics().datasetSha256())
        .isEqualTo(winner.experiment().dataset().file().sha256());
    assertThat(ready.metrics().testSha256()).isEqualTo(report.dataset().testSha256());
    assertThat(ready.metrics().before().testAccuracy()).isEqualTo(report.before().testAccuracy());
    assertThat(ready.metrics().after().parameters()).isEqualTo(report.after().parameters());
    assertThat(ready.seed()).isEqualTo(winner.experiment().swarm().seed());
    assertThat(ready.codeVersion()).isEqualTo(report.versions().psopruner());
  }

  private static List<String> ids(String id) {
    return read(Topic.MODELS).stream()
        .filter(record -> id.equals(record.key()))
        .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
        .toList();
  }

  @Test
  void aRetrainingThatCouldNotBeWrittenIsTriedAgainWhenItIsReplayed() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "no folder");
    send(EVENTS.record(Winners.half("again", inTheWay.resolve("out"), 0)));
    await().atMost(LONG).until(() -> !failures("again").isEmpty());
    assertThat(failures("again")).singleElement().asString().contains("cannot write into");
    ReceivedLetter letter =
        read(Topic.DEAD_LETTERS).stream()
            .filter(record -> "again".equals(record.key()))
            .map(ReceivedLetter::new)
            .findFirst()
            .orElseThrow();
    assertThat(letter.header(DeadLetter.REASON)).contains(failures("again").get(0));

    Files.delete(inTheWay);
    send(letter.original());

    await().atMost(LONG).until(() -> models("again").size() == 1);
  }

  @Test
  void oneThatIsHaltedAndComesBackPublishesNothingAndTheOtherGoesOnFromItsCheckpoint()
      throws Exception {
    Path output = folder.resolve("halted");
    send(EVENTS.record(Winners.half("halted", output, 3)));
    await().atMost(LONG).until(() -> !progress("halted").isEmpty() && epoch("halted") >= 1);
    Instance owner =
        retrainers.stream()
            .filter(r -> r.logs("Retraining the winner of experiment halted"))
            .findFirst()
            .orElseThrow();
    owner.signal("STOP");
    long before = saidBy(owner);

    try {
      await().atMost(LONG).until(() -> models("halted").size() == 1);
    } finally {
      owner.signal("CONT");
    }
    await()
        .atMost(LONG)
        .until(() -> owner.logs("Let go of") || owner.logs("Another retrainer has taken"));

    assertThat(saidBy(owner)).isEqualTo(before);
    assertThat(models("halted"))
        .singleElement()
        .extracting(ModelReady::model)
        .isEqualTo(FileReference.of(output.resolve("model.onnx")));
    assertThat(progress("halted").stream().map(RetrainingProgress::note).flatMap(Optional::stream))
        .anyMatch(note -> note.startsWith("resumed after epoch "));
    assertThat(output)
        .isDirectoryNotContaining("glob:**/.draft*")
        .isDirectoryNotContaining("glob:**/checkpoint*");
    assertThat(owner.health("live")).isEqualTo(200);
    assertThat(owner.health("ready")).isEqualTo(200);
  }

  private static int epoch(String id) {
    return progress(id).stream().mapToInt(RetrainingProgress::epoch).max().orElseThrow();
  }

  private static long saidBy(Instance retrainer) {
    String name = retrainer.log().getFileName().toString().replace(".log", "");
    return Stream.of(Topic.RETRAININGS, Topic.MODELS, Topic.DEAD_LETTERS)
        .flatMap(topic -> read(topic).stream())
        .filter(
            record ->
                record.headers().lastHeader("ce_source") != null
                    && new String(record.headers().lastHeader("ce_source").value(), UTF_8)
                        .equals("/retrainer/" + name))
        .count();
  }

  /** Why records became dead letters, by where they stood. Fails if there are two about one. */
  private static Map<String, String> reasons() {
    return read(Topic.DEAD_LETTERS).stream()
        .collect(
            Collectors.toMap(
                DeadLetter::originOf,
                letter -> new ReceivedLetter(letter).header(DeadLetter.REASON).orElse("")));
  }

  private static List<ModelReady> models(String id) {
    return messages(Topic.MODELS, ModelReady.class, id);
  }

  private static List<RetrainingProgress> progress(String id) {
    return messages(Topic.RETRAININGS, RetrainingProgress.class, id);
  }

  private static List<String> failures(String id) {
    return messages(Topic.RETRAININGS, RetrainingFailed.class, id).stream()
        .map(RetrainingFailed::reason)
        .toList();
  }

  private static <T extends Message> List<T> messages(Topic topic, Class<T> type, String id) {
    return read(topic).stream()
        .map(ReceivedEvent::message)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(message -> message.experimentId().equals(id))
        .toList();
  }

  private static void send(ProducerRecord<String, byte[]> record) throws Exception {
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      producer.send(record).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> read(Topic topic) {
    TopicPartition partition = new TopicPartition(topic.topicName(), 0);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
