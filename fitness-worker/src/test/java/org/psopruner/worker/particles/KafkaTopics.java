package org.psopruner.worker.particles;

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
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Limits;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.Message;
import org.psopruner.messages.Topic;

/** A real broker with the project's topics, and what a test does with them. */
public final class KafkaTopics implements AutoCloseable {
  private static final long TO_THE_END = -1;

  private final TestKafka kafka = TestKafka.start();
  private final EventSource events =
      new EventSource("swarm-coordinator", "test", InstantSource.system());
  private final KafkaProducer<String, byte[]> producer;

  public KafkaTopics() {
    Topics.createMissing(new Cluster(bootstrapServers()), (short) 1, Duration.ofSeconds(30));
    Map<String, Object> settings = new HashMap<>(Limits.producer());
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("metadata.max.age.ms", 500); // sees soon that a topic was given partitions
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  public void send(Message message) {
    send(events.record(message));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    send(record, producer);
  }

  private static void send(
      ProducerRecord<String, byte[]> record, KafkaProducer<String, byte[]> by) {
    try {
      by.send(record).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("the broker did not take a record", e);
    }
  }

  /** Each in a transaction of its own, as coordinators do it. */
  void sendInTransactions(List<Message> messages) {
    try (KafkaProducer<String, byte[]> transactional =
        new Cluster(bootstrapServers()).producer(Map.of("transactional.id", "test"))) {
      transactional.initTransactions();
      for (Message message : messages) {
        transactional.beginTransaction();
        send(events.record(message), transactional);
        transactional.commitTransaction();
      }
    }
  }

  /** Particles that were sent so far are there for nobody any more. */
  void forgetParticles() throws Exception {
    String topic = Topic.PARTICLES.topicName();
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              admin
                  .describeTopics(List.of(topic))
                  .allTopicNames()
                  .get()
                  .get(topic)
                  .partitions()
                  .stream()
                  .collect(
                      Collectors.toMap(
                          partition -> new TopicPartition(topic, partition.partition()),
                          partition -> RecordsToDelete.beforeOffset(TO_THE_END))))
          .all()
          .get();
    }
  }

  /** All records that stand on a topic of one partition now. */
  public List<ConsumerRecord<String, byte[]>> read(Topic topic) {
    Map<String, Object> settings = new HashMap<>(Limits.consumer());
    settings.put("bootstrap.servers", bootstrapServers());
    TopicPartition partition = new TopicPartition(topic.topicName(), 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).get(partition);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    kafka.close();
  }
}
