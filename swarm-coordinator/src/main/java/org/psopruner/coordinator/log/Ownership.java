package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Reason;
import org.psopruner.messages.Topic;

/**
 * Which partitions of the experiments are this coordinator's: coordinators are a consumer group
 * that shares them out. The membership has a thread of its own, so that long work elsewhere is no
 * reason to lose it. It is but a hint: a coordinator that was halted believes for a while in what
 * it had. What keeps two from publishing is {@link OwnerProducer}.
 */
final class Ownership implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Ownership.class);
  private static final String GROUP = "psopruner-coordinators";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final KafkaConsumer<String, byte[]> member;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ownership");
  private volatile Set<Integer> partitions = Set.of();

  /**
   * @param session how long a member may be silent before its partitions go to others
   */
  Ownership(Cluster cluster, Duration session) {
    int millis = Math.toIntExact(session.toMillis());
    member =
        cluster.consumer(
            Map.of(
                "group.id",
                GROUP,
                "auto.offset.reset",
                "latest",
                "session.timeout.ms",
                millis,
                "heartbeat.interval.ms",
                millis / 4,
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName()));
    thread.setDaemon(true);
  }

  /** Joins the group. */
  void start() {
    thread.start();
  }

  /** Those that are this coordinator's, as far as it knows. */
  Set<Integer> partitions() {
    return partitions;
  }

  /** Whether the membership is being kept. */
  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try {
      member.subscribe(List.of(Topic.EXPERIMENTS.topicName()), new Changes());
      while (closing.getCount() > 0) {
        poll();
      }
    } catch (AuthorizationException | AuthenticationException | InvalidSessionTimeoutException e) {
      LOG.errorf("This coordinator can own nothing: %s", Reason.of(e));
    } catch (RuntimeException e) {
      LOG.error("This coordinator can own nothing more; it must be started again", e);
    } finally {
      member.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void poll() {
    try {
      member.poll(POLL);
    } catch (WakeupException closed) {
      LOG.debug("The group of coordinators is left", closed);
    } catch (AuthorizationException | AuthenticationException | InvalidSessionTimeoutException e) {
      throw e; // waiting will not help
    } catch (KafkaException e) {
      LOG.debugf(e, "The group of coordinators cannot be reached");
      pause();
    }
  }

  private void pause() {
    try {
      closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** Its partitions pass to others at once. */
  @Override
  public void close() {
    closing.countDown();
    member.wakeup();
    try {
      thread.join(2 * CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Changes implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      member.pause(assigned); // what is in them is read elsewhere
      Set<Integer> all = new HashSet<>(partitions);
      all.addAll(numbers(assigned));
      change(all);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      Set<Integer> rest = new HashSet<>(partitions);
      rest.removeAll(numbers(revoked));
      change(rest);
    }

    private void change(Set<Integer> now) {
      if (!now.equals(partitions)) {
        partitions = Set.copyOf(now);
        LOG.infof(
            "This coordinator owns %d of %d partitions of the experiments",
            now.size(), Topic.EXPERIMENTS.partitions());
      }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
  }
}
