package org.psopruner.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.psopruner.messages.Topic;

/** Makes the topics that are missing. */
public final class Topics {
  private final Cluster cluster;
  private final Duration timeout;

  private Topics(Cluster cluster, Duration timeout) {
    this.cluster = cluster;
    this.timeout = timeout;
  }

  /**
   * Makes the topics that the cluster lacks, and checks those it has: a kept topic must have the
   * partitions that it was meant to have, or its records would have no order. Topics that this
   * client may not even see are none of its business; one that may see them all and make them is
   * enough.
   *
   * @param replication of the topics that are made, at least 1
   * @param timeout for the cluster's answer
   * @throws KafkaException with one line that names what is wrong
   */
  public static void createMissing(Cluster cluster, short replication, Duration timeout) {
    new Topics(cluster, timeout).createMissing(replication);
  }

  private void createMissing(short replication) {
    try (Admin admin = cluster.admin(timeout)) {
      List<NewTopic> topics =
          missing(admin).stream().map(topic -> newTopic(topic, replication)).toList();
      admin.createTopics(topics).values().forEach(this::awaitMade);
    }
  }

  /** What is there is not made again: to that end alone, a service needs no right to make it. */
  private List<Topic> missing(Admin admin) {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    Map<String, KafkaFuture<TopicDescription>> looks =
        admin.describeTopics(names).topicNameValues();
    List<Topic> missing = new ArrayList<>();
    List<Topic> others = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      try {
        TopicDescription found =
            answer(looks.get(topic.topicName()), "the topics cannot be looked at");
        if (topic.kept()) {
          requirePartitions(found, topic.partitions());
        }
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(topic);
      } catch (TopicAuthorizationException e) {
        others.add(topic);
      }
    }
    if (others.size() == looks.size()) {
      throw new KafkaException(
          "this service has no right to any topic at %s; check its access control lists"
              .formatted(cluster));
    }
    return missing;
  }

  private void awaitMade(String name, KafkaFuture<Void> made) {
    try {
      answer(made, "topic " + name + " cannot be made");
    } catch (TopicExistsException e) {
      return; // which is as good
    } catch (TopicAuthorizationException e) {
      throw new KafkaException(
          ("topic %s is missing, and this service has no right to make it; make it, or start a"
                  + " coordinator first")
              .formatted(name),
          e);
    }
  }

  private <T> T answer(KafkaFuture<T> future, String failure) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException
          || e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof TopicAuthorizationException) {
        throw (ApiException) e.getCause();
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new KafkaException(
            "no broker answers at %s within %d s; start one, or give the address of one"
                .formatted(cluster.bootstrapServers(), timeout.toSeconds()),
            e);
      }
      throw new KafkaException(failure + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were made", e);
    }
  }

  private static void requirePartitions(TopicDescription topic, int partitions) {
    if (topic.partitions().size() != partitions) {
      throw new KafkaException(
          "topic %s has %d partitions; it must have %d, for its records to have an order"
              .formatted(topic.name(), topic.partitions().size(), partitions));
    }
  }

  private static NewTopic newTopic(Topic topic, short replication) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("max.message.bytes", Integer.toString(Limits.MAX_RECORD_BYTES));
    if (topic.kept()) {
      configuration.put("retention.ms", "-1");
    }
    topic
        .keptFor()
        .ifPresent(time -> configuration.put("retention.ms", Long.toString(time.toMillis())));
    return new NewTopic(topic.topicName(), topic.partitions(), replication).configs(configuration);
  }
}
