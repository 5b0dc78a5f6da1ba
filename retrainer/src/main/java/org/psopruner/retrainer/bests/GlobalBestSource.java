package org.psopruner.retrainer.bests;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Topic;

/**
 * Hands out global bests, one at a time, and publishes what is said of the one in hand. While one
 * is worked on, the polling goes on with all partitions paused, which keeps the membership for as
 * long as it takes. All methods are called by one thread, but for {@link #stop}.
 */
final class GlobalBestSource implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GlobalBestSource.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** A member that says nothing for so long is taken for dead. */
  private static final int SESSION_MILLIS = 10_000;

  /** What was begun and not ended holds up the topic's readers for so long. */
  private static final int TRANSACTION_MILLIS = 20_000;

  private final Cluster cluster;
  private final String group;
  private final Runnable beat;
  private final KafkaConsumer<String, byte[]> consumer;
  private Optional<KafkaProducer<String, byte[]>> producer = Optional.empty();
  private Optional<ConsumerRecord<String, byte[]>> inHand = Optional.empty();
  private boolean busy;
  private volatile boolean stopped;

  /**
   * Joins a group, which begins with the earliest global best.
   *
   * @param beat is called before each call that a broker may keep waiting
   */
  GlobalBestSource(Cluster cluster, String group, Runnable beat) {
    this.cluster = cluster;
    this.group = group;
    this.beat = beat;
    Map<String, Object> settings = new HashMap<>();
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", 1);
    settings.put("session.timeout.ms", SESSION_MILLIS);
    settings.put("heartbeat.interval.ms", SESSION_MILLIS / 5);
    // A topic that the coordinator has not made yet is looked for again soon.
    settings.put("metadata.max.age.ms", 5_000);
    // One that joins takes nothing away from one that works.
    settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    this.consumer = cluster.consumer(settings);
    consumer.subscribe(List.of(Topic.GLOBAL_BESTS.topicName()), new Rebalance());
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (busy) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      inHand = inHand.filter(record -> !partitions.contains(partition(record)));
    }
  }

  /** The next record, or nothing if none came within half a second. There is none in hand. */
  Optional<ConsumerRecord<String, byte[]>> take() {
    beat.run();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      inHand = Optional.of(record);
      busy = true;
      consumer.pause(consumer.assignment());
    }
    return inHand;
  }

  /** Keeps the record in hand; false if it is another member's. */
  boolean keep() {
    beat.run();
    consumer.poll(Duration.ZERO);
    return holds();
  }

  private boolean holds() {
    return inHand.isPresent() && !stopped;
  }

  /** Publishes records about the one in hand, which stays there; false if it is another's. */
  boolean publish(List<ProducerRecord<String, byte[]>> records) {
    return inHand.isPresent() && publish(records, inHand.get().offset());
  }

  /**
   * Publishes the answer to the record in hand and lets it go; false if it is another's, and
   * nothing was published.
   */
  boolean settle(List<ProducerRecord<String, byte[]>> answer) {
    boolean settled = inHand.isPresent() && publish(answer, inHand.get().offset() + 1);
    letGo();
    return settled;
  }

  /** Lets the record in hand go, to be taken again by whoever comes first. */
  void giveBack() {
    inHand.ifPresent(record -> consumer.seek(partition(record), record.offset()));
    letGo();
  }

  private void letGo() {
    inHand = Optional.empty();
    busy = false;
    consumer.resume(consumer.assignment());
  }

  /** Tries until it is done or the record is another's; a broker that is away is waited for. */
  private boolean publish(List<ProducerRecord<String, byte[]>> records, long next) {
    boolean inDoubt = false;
    while (holds()) {
      try {
        beat.run();
        KafkaProducer<String, byte[]> out = producer();
        beat.run();
        if (!(inDoubt && isCommitted(next))) {
          transact(out, records, next);
        }
        return true;
      } catch (AuthorizationException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warnf("Not published yet, which is tried again: %s", e.getMessage());
        inDoubt = true;
        closeProducer();
        consumer.poll(POLL); // which tells whether the record is still ours
      }
    }
    return false;
  }

  /**
   * A producer of its own name takes over from any that had the name before; what that one had
   * begun is ended, one way or the other.
   */
  private KafkaProducer<String, byte[]> producer() {
    if (producer.isEmpty()) {
      KafkaProducer<String, byte[]> made =
          cluster.producer(
              Map.of(
                  "transactional.id",
                  group + "-" + partition(inHand.orElseThrow()).partition(),
                  "transaction.timeout.ms",
                  TRANSACTION_MILLIS));
      producer = Optional.of(made);
      made.initTransactions();
    }
    return producer.get();
  }

  /** Whether the answer went out though the attempt seemed to fail. */
  private boolean isCommitted(long next) {
    TopicPartition partition = partition(inHand.orElseThrow());
    OffsetAndMetadata last = consumer.committed(Set.of(partition)).get(partition);
    return next > inHand.orElseThrow().offset() && last != null && last.offset() >= next;
  }

  private void transact(
      KafkaProducer<String, byte[]> out, List<ProducerRecord<String, byte[]>> records, long next) {
    out.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      Future<?> unused = out.send(record); // a failure makes the commit fail
    }
    out.sendOffsetsToTransaction(
        Map.of(partition(inHand.orElseThrow()), new OffsetAndMetadata(next)),
        consumer.groupMetadata());
    out.commitTransaction();
  }

  private void closeProducer() {
    producer.ifPresent(closing -> closing.close(Duration.ZERO));
    producer = Optional.empty();
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Makes what waits for a broker end soon, from any thread; nothing is published any more. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    closeProducer();
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
