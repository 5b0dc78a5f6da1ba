package org.psopruner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.Topic;

/** The command on a real broker; the tests go on from one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersIT {
  private static final EventSource EVENTS =
      new EventSource("swarm-coordinator", "box-7", InstantSource.system());
  private static final ProducerRecord<String, byte[]> FAILED =
      EVENTS.record(new RetrainingFailed("vgg", "disk full"));

  @TempDir static Path folder;

  private static BrokerProcess broker;
  private static Cluster cluster;

  @BeforeAll
  static void fill() throws Exception {
    broker = BrokerProcess.start(BrokerSettings.in(folder));
    cluster = new Cluster(broker.bootstrapServers());
    assertThat(run("list").err())
        .contains("which has no topic psopruner.dead-letters")
        .hasLineCount(1);
    Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
    send(letter(FAILED, "no experiment is called vgg"));
    send(letter(poison("poison".getBytes(UTF_8)), "the value is no JSON"));
    send(letter(poison(new byte[9 << 20]), "too long"));
    send(new ProducerRecord<>("psopruner.dead-letters", "a stranger's".getBytes(UTF_8)));
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  @Order(1)
  void allAreListed() throws Exception {
    Shell shell = run("list");

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out().lines())
        .hasSize(6)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("number  when"))
        .satisfies(
            lines ->
                assertThat(lines.get(2))
                    .startsWith("0 ")
                    .contains("  psopruner.retrainings  0:42  ", "/swarm-coordinator/box-7")
                    .endsWith("no experiment is called vgg"));
    assertThat(json("list", "--topic", "psopruner.scores", "--limit", "1", "--json"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("number").asInt()).isEqualTo(2))
        .satisfies(row -> assertThat(row.get("reason").asText()).isEqualTo("too long"));
    assertThat(run("list", "--topic", "psopruner.models").out()).isEqualTo("no dead letters\n");
  }

  @Test
  @Order(2)
  void oneIsShown() throws Exception {
    assertThat(run("show", "0").out().lines())
        .contains(
            "key      vgg",
            "ce_type: org.psopruner.retraining-failed.v1",
            "psopruner-reason: no experiment is called vgg",
            "  \"reason\" : \"disk full\"");
    assertThat(run("show", "1").out()).contains("00000000  70 6f 69 73 6f 6e", "|poison|");
    JsonNode shown = new ObjectMapper().readTree(run("show", "0", "--json").out());
    assertThat(shown.get("json").get("reason").asText()).isEqualTo("disk full");
    assertThat(shown.get("headers").get("psopruner-source-offset").asText()).isEqualTo("42");
  }

  @Test
  @Order(3)
  void oneIsReplayed() {
    Shell shell = run("replay", "0");

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out())
        .isEqualTo("0: published to psopruner.retrainings, partition 0, offset 0\n");
    ConsumerRecord<String, byte[]> again = read(Topic.RETRAININGS).get(0);
    assertThat(again.key()).isEqualTo("vgg");
    assertThat(again.value()).isEqualTo(FAILED.value());
    assertThat(again.headers().toArray()).startsWith(FAILED.headers().toArray());
  }

  @Test
  @Order(4)
  void allThatCanBeAreReplayedButNotThoseThatWereRefusedAgain() throws Exception {
    send(EVENTS.deadLetter(read(Topic.RETRAININGS).get(0), "again"));

    Shell shell = run("replay", "--all");

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out().lines())
        .containsExactly(
            "1: published to psopruner.scores, partition 0, offset 0",
            "dead letter 2 cannot be replayed: the record had 9437184 bytes and was left out;"
                + " it stood at psopruner.scores 0 42",
            "dead letter 3 cannot be replayed: the topic that it came from is missing; it must be a"
                + " topic that services read",
            "4: published to psopruner.retrainings, partition 0, offset 1",
            "2 replayed, 2 left as they are");
  }

  @Test
  @Order(5)
  void badInput() {
    assertThat(run("replay", "3").exitCode()).isEqualTo(2);
    assertThat(run("replay", "3").err()).contains("cannot be replayed").hasLineCount(1);
    assertThat(run("replay", "99").exitCode()).isEqualTo(2);
    assertThat(run("show", "99").err())
        .isEqualTo(
            "psopruner: N is 99; there is no such dead letter at %s, see psopruner dead-letters list%n"
                .formatted(broker.bootstrapServers()));
    assertThat(run("show", "-1").exitCode()).isEqualTo(2);
    assertThat(run("show", "x").err()).contains("N is x; it must be a whole number");
    assertThat(run("replay").exitCode()).isEqualTo(2);
    assertThat(run("replay", "1", "--all").exitCode()).isEqualTo(2);
    assertThat(run("list", "--limit", "0").err()).contains("--limit is 0; it must be from 1");
    assertThat(Shell.run("dead-letters", "list", "--kafka", "nowhere").err())
        .contains("--kafka", "nowhere")
        .hasLineCount(1);
    assertThat(Shell.run("dead-letters", "list", "--kafka", "127.0.0.1:1").err())
        .isEqualTo(
            "psopruner: --kafka is 127.0.0.1:1, where no broker answers within 5 s;"
                + " give the address of one\n");
  }

  private static void send(ProducerRecord<String, byte[]> record) throws Exception {
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      producer.send(record).get(30, TimeUnit.SECONDS);
    }
  }

  private static Shell run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--kafka", broker.bootstrapServers()));
    return Shell.run(all.toArray());
  }

  private static List<JsonNode> json(Object... arguments) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper().readTree(run(arguments).out()).forEach(rows::add);
    return rows;
  }

  private static ProducerRecord<String, byte[]> poison(byte[] value) {
    return new ProducerRecord<>("psopruner.scores", null, value);
  }

  private static ProducerRecord<String, byte[]> letter(
      ProducerRecord<String, byte[]> sent, String reason) {
    ConsumerRecord<String, byte[]> read =
        new ConsumerRecord<>(sent.topic(), 0, 42, sent.key(), sent.value());
    sent.headers().forEach(read.headers()::add);
    return EVENTS.deadLetter(read, reason);
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
