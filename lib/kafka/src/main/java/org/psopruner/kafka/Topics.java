package org.psopruner.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.psopruner.messages.Topic;

/** Makes the topics that are missing. */
public final class Topics {
  private final String bootstrapServers;
  private final Duration timeout;

  private Topics(String bootstrapServers, Duration timeout) {
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
  }

  /**
   * Makes the topics that the cluster lacks, and checks those it has: a kept topic must have one
   * partition, or its records would have no order.
   *
   * @param bootstrapServers of the cluster
   * @param replication of the topics that are made, at least 1
   * @param timeout for the cluster's answer
   * @throws KafkaException with one line that names what is wrong
   */
  public static void createMissing(String bootstrapServers, short replication, Duration timeout) {
    new Topics(bootstrapServers, timeout).createMissing(replication);
  }

  private void createMissing(short replication) {
    try (Admin admin = admin()) {
      List<NewTopic> topics =
          Arrays.stream(Topic.values()).map(topic -> newTopic(topic, replication)).toList();
      admin.createTopics(topics).values().forEach(this::awaitMade);
      List<String> kept =
          Arrays.stream(Topic.values()).filter(Topic::kept).map(Topic::topicName).toList();
      answer(admin.describeTopics(kept).allTopicNames(), "the topics cannot be looked at")
          .values()
          .forEach(Topics::requireOnePartition);
    }
  }

  private Admin admin() {
    String millis = Long.toString(timeout.toMillis());
    try {
      return Admin.create(
          Map.of(
              "bootstrap.servers", bootstrapServers,
              "default.api.timeout.ms", millis,
              "request.timeout.ms", millis));
    } catch (KafkaException e) {
      String reason =
          e.getCause() instanceof ConfigException cause ? cause.getMessage() : e.getMessage();
      throw new KafkaException("no broker can be at %s: %s".formatted(bootstrapServers, reason), e);
    }
  }

  private void awaitMade(String name, KafkaFuture<Void> made) {
    try {
      answer(made, "topic " + name + " cannot be made");
    } catch (TopicExistsException e) {
      return; // which is as good
    }
  }

  private <T> T answer(KafkaFuture<T> future, String failure) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new KafkaException(
            "no broker answers at %s within %d s; start one, or give the address of one"
                .formatted(bootstrapServers, timeout.toSeconds()),
            e);
      }
      throw new KafkaException(failure + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were made", e);
    }
  }

  private static void requireOnePartition(TopicDescription topic) {
    if (topic.partitions().size() != 1) {
      throw new KafkaException(
          "topic %s has %d partitions; it must have 1, for its records to have an order"
              .formatted(topic.name(), topic.partitions().size()));
    }
  }

  private static NewTopic newTopic(Topic topic, short replication) {
    String maxBytes = Integer.toString(Limits.MAX_RECORD_BYTES);
    return new NewTopic(topic.topicName(), topic.partitions(), replication)
        .configs(
            topic.kept()
                ? Map.of("max.message.bytes", maxBytes, "retention.ms", "-1")
                : Map.of("max.message.bytes", maxBytes));
  }
}
