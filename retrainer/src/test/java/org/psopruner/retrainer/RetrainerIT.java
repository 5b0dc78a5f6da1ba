package org.psopruner.retrainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Limits;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.Topic;
import org.psopruner.training.testing.Winners;

/** The packaged service as a process of its own, on a real broker, with the real engine. */
@Timeout(240)
class RetrainerIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void badWinnersAreAnsweredAndDoNotHoldUpAGoodOne() throws Exception {
    EventSource events = new EventSource("swarm-coordinator", "test", Clock.systemUTC());
    try (TestKafka kafka = TestKafka.start()) {
      String servers = kafka.bootstrapServers();
      Topics.createMissing(new Cluster(servers), (short) 1, Duration.ofSeconds(30));
      Process retrainer = start(servers);
      try {
        send(
            servers,
            List.of(
                new ProducerRecord<>(
                    Topic.GLOBAL_BESTS.topicName(), "x", "no global best".getBytes(UTF_8)),
                events.record(Winners.ofAnotherBaseline("changed", folder.resolve("changed"))),
                events.record(Winners.half("good", folder.resolve("good"), 0))));

        await().atMost(LONG).until(() -> read(servers, Topic.MODELS).size() == 1);
      } finally {
        retrainer.destroy();
        assertThat(retrainer.onExit()).succeedsWithin(Duration.ofSeconds(30));
      }

      assertThat(read(servers, Topic.DEAD_LETTERS))
          .extracting(ConsumerRecord::value)
          .containsExactly("no global best".getBytes(UTF_8));
      assertThat(read(servers, Topic.RETRAININGS))
          .map(ReceivedEvent::message)
          .filteredOn(RetrainingFailed.class::isInstance)
          .singleElement()
          .satisfies(failed -> assertThat(failed.experimentId()).isEqualTo("changed"))
          .extracting(failed -> ((RetrainingFailed) failed).reason())
          .asString()
          .contains("small-cifar10.onnx")
          .contains("0".repeat(64));
      ModelReady ready = (ModelReady) ReceivedEvent.message(read(servers, Topic.MODELS).get(0));
      assertThat(ready.experimentId()).isEqualTo("good");
      assertThat(ready.model()).isEqualTo(FileReference.of(folder.resolve("good/model.onnx")));
      assertThat(folder.resolve("good/report.json")).exists();
    }
  }

  private Process start(String servers) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of("target/quarkus-app/quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(Files.createFile(folder.resolve("retrainer.log")).toFile());
    builder
        .environment()
        .putAll(Map.of("KAFKA_BOOTSTRAP_SERVERS", servers, "QUARKUS_HTTP_PORT", "0"));
    return builder.start();
  }

  private static void send(String servers, List<ProducerRecord<String, byte[]>> records)
      throws Exception {
    Map<String, Object> settings = new HashMap<>(Limits.producer());
    settings.put("bootstrap.servers", servers);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<String, byte[]> record : records) {
        producer.send(record).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static List<ConsumerRecord<String, byte[]>> read(String servers, Topic topic) {
    Map<String, Object> settings = new HashMap<>(Limits.consumer());
    settings.put("bootstrap.servers", servers);
    TopicPartition partition = new TopicPartition(topic.topicName(), 0);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
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
