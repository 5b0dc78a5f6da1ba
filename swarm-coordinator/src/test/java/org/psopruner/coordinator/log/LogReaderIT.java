package org.psopruner.coordinator.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.coordinator.Scenario;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.Message;
import org.psopruner.messages.Score;
import org.psopruner.messages.Topic;

/** In which order records are handed on that are written while the log is read. */
@Timeout(120)
class LogReaderIT {
  private static final EventSource EVENTS = new EventSource("test", "1", InstantSource.system());

  private final TestKafka kafka = TestKafka.start();
  private final List<String> handed = new ArrayList<>();
  private KafkaProducer<String, byte[]> producer;
  private LogReader reader;

  @BeforeEach
  void open() {
    Cluster cluster = new Cluster(kafka.bootstrapServers());
    Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    reader = new LogReader(cluster, () -> {});
    send(new ExperimentCreated(Scenario.experiment("a", 2, 2)));
    send(new Score("a", "e".repeat(64), 0, 0, new Score.Evaluated(0.5, 1, 10), "worker", 7));
  }

  @AfterEach
  void close() {
    reader.close();
    producer.close();
    kafka.close();
  }

  /** The place stands on the topic that is read after the one of the change. */
  @Test
  void aChangeThatIsMadeDuringAReplayComesBeforeItsPlace() {
    reader.replay(this::handAndChange, Optional::empty);

    assertThat(handed).containsExactly("experiment-created", "score");
    awaitTheChange();
  }

  @Test
  void aChangeThatIsMadeWhileAnOwnerCatchesUpComesBeforeItsPlace() {
    reader.catchUp(this::handAndChange);

    assertThat(handed).containsExactly("experiment-created", "score");
    awaitTheChange();
  }

  private void awaitTheChange() {
    Consumer<ConsumerRecord<String, byte[]>> hand = record -> handed.add(type(record));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              reader.poll(hand);
              return handed.size() >= 4;
            });
    assertThat(handed)
        .containsExactly("experiment-created", "score", "experiment-changed", "change-placed");
  }

  private void handAndChange(ConsumerRecord<String, byte[]> record) {
    handed.add(type(record));
    if (record.topic().equals(Topic.EXPERIMENTS.topicName())) {
      send(new ExperimentChanged("a", "request", Optional.empty(), new ExperimentChanged.Pause()));
      send(new ChangePlaced("a", "request"));
    }
  }

  private static String type(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_type").value(), UTF_8)
        .replaceAll("org\\.psopruner\\.|\\.v1", "");
  }

  private void send(Message message) {
    try {
      producer.send(EVENTS.record(message)).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("the broker did not take a record", e);
    }
  }
}
