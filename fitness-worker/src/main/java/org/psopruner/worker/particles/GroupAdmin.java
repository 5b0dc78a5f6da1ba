package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.psopruner.kafka.Cluster;

/** What a broker must be asked and told before a worker joins its group. */
final class GroupAdmin implements AutoCloseable {
  private static final String SHARE_GROUPS = "share.version";

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Admin admin;
  private final Duration timeout;

  /**
   * @param timeout for the broker's answers
   */
  GroupAdmin(Cluster cluster, Duration timeout) {
    this.admin = cluster.admin(timeout);
    this.timeout = timeout;
  }

  /** Whether the broker has share groups. */
  boolean hasShareGroups() {
    FinalizedVersionRange version =
        answer(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(SHARE_GROUPS);
    return version != null && version.maxVersionLevel() >= 1;
  }

  /**
   * Makes a share group begin with the earliest record, where by default it passes over what is
   * there; and see only what is committed, where by default it sees what a fenced coordinator left.
   */
  void setUp(String shareGroup) {
    answer(
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.GROUP, shareGroup),
                    List.of(
                        set("share.auto.offset.reset", "earliest"),
                        set("share.isolation.level", "read_committed"))))
            .all());
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  /**
   * Gives a topic more partitions, unless it has so many, and returns when the broker that answers
   * knows of them: brokers learn of topics and partitions some time after the controller has them,
   * and another worker that starts now may have been faster.
   *
   * @throws KafkaException if it has not come to that within the timeout
   */
  void widen(String topic, int partitions) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isAsWideAs(topic, partitions, deadline)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private boolean isAsWideAs(String topic, int partitions, long deadline) {
    try {
      if (partitionsOf(topic) >= partitions) {
        return true;
      }
      answer(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    } catch (KafkaException e) {
      if (!isOfNews(e) || System.nanoTime() > deadline) {
        throw e;
      }
    }
    return false;
  }

  /** Whether one broker only has not heard yet what another knows. */
  private static boolean isOfNews(KafkaException e) {
    Throwable cause = e.getCause().getCause();
    return cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidPartitionsException;
  }

  private int partitionsOf(String topic) {
    return answer(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .size();
  }

  @Override
  public void close() {
    admin.close();
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the group of workers cannot be prepared: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the group of workers was prepared", e);
    }
  }
}
