package org.psopruner.coordinator.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.psopruner.coordinator.Scenario;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Limits;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.Message;
import org.psopruner.messages.Topic;

/** The other services, as a test plays them: reads any topic from its beginning, and writes. */
public final class Workers implements AutoCloseable {
  private final String bootstrapServers;
  private final EventSource events =
      new EventSource("fitness-worker", "test", InstantSource.system());
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> particles;
  private final List<Candidate> waiting = new ArrayList<>();
  private int scored;

  public Workers(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Map<String, Object> settings = new HashMap<>(Limits.producer());
    settings.put("bootstrap.servers", bootstrapServers);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    particles = consumer(Topic.PARTICLES);
  }

  /** Scores each candidate of an experiment that comes, until so many are scored. */
  public void score(String experimentId, int count) {
    scored = 0;
    scoreUntil(experimentId, () -> scored >= count);
  }

  /** Scores each candidate of an experiment that comes, until the condition holds. */
  public void scoreUntil(String experimentId, BooleanSupplier enough) {
    scoreUntil(experimentId::equals, enough);
  }

  /** Scores each candidate of these experiments that comes, until the condition holds. */
  public void scoreUntil(Predicate<String> experimentIds, BooleanSupplier enough) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              particles.poll(Duration.ofMillis(50)).forEach(this::add);
              for (Candidate candidate : List.copyOf(waiting)) {
                if (experimentIds.test(candidate.experimentId()) && !enough.getAsBoolean()) {
                  scored++;
                  waiting.remove(candidate);
                  send(Scenario.score(candidate));
                }
              }
              return enough.getAsBoolean();
            });
  }

  /**
   * Scores the candidates of these experiments one after another, the first on the topic first: as
   * one worker would.
   *
   * @param ready whether the coordinator has done what follows from the last score
   */
  public void scoreInOrder(
      Set<String> experimentIds, BooleanSupplier ready, BooleanSupplier enough) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              particles.poll(Duration.ofMillis(20)).forEach(this::add);
              if (!enough.getAsBoolean() && ready.getAsBoolean()) {
                Candidate next =
                    waiting.stream()
                        .filter(candidate -> experimentIds.contains(candidate.experimentId()))
                        .findFirst()
                        .orElseThrow();
                waiting.remove(next);
                send(Scenario.score(next));
              }
              return enough.getAsBoolean();
            });
  }

  /** How many candidates of an experiment came and are not scored. */
  public long waiting(String experimentId) {
    return waiting.stream().filter(c -> c.experimentId().equals(experimentId)).count();
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    waiting.add((Candidate) ReceivedEvent.message(record));
  }

  public void send(Message message) {
    send(events.record(message));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("the broker did not take a record", e);
    }
  }

  /** All records that stand on a topic now. */
  public List<ConsumerRecord<String, byte[]>> read(Topic topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private KafkaConsumer<String, byte[]> consumer(Topic topic) {
    Map<String, Object> settings = new HashMap<>(Limits.consumer());
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    Set<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(p -> new TopicPartition(topic.topicName(), p))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
    particles.close();
  }
}
