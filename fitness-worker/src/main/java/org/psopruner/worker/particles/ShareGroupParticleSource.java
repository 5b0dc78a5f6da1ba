package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.Connections;
import org.psopruner.messages.Topic;

/**
 * Particles from a Kafka share group (KIP-932): any idle worker takes the next, if the topic has
 * one partition. (Kafka shares a partition out among several workers only if there are fewer
 * partitions than workers; otherwise each partition is one worker's.) The broker locks a record for
 * the worker that took it; the lock is renewed while the particle is evaluated (KIP-1222), and when
 * it expires, another worker gets the record. One record is acquired at a time (KIP-1206).
 */
public final class ShareGroupParticleSource implements ParticleSource {
  private static final Logger LOG = Logger.getLogger(ShareGroupParticleSource.class);
  private static final String MISSING =
      "the broker has no share groups; use Kafka 4.2 or later with the feature share.version on,"
          + " or set PSOPRUNER_PARTICLE_SOURCE=consumer-group";
  private static final Duration WAIT = Duration.ofMillis(500);

  /** For as long as a particle that is there takes to come, looks are short. */
  private static final Duration SOON = Duration.ofMillis(50);

  private static final Duration SHORT_LOOK = Duration.ofMillis(1);
  private static final Duration LONG_LOOK = Duration.ofMillis(20);
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int DEFAULT_LOCK_MILLIS = 30_000;

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final FetchAnswers answers;
  private Optional<ConsumerRecord<String, byte[]>> inHand = Optional.empty();
  private long lockedSince;
  private boolean isUntold;

  private ShareGroupParticleSource(KafkaShareConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
    this.answers = FetchAnswers.of(consumer.metrics());
    consumer.setAcknowledgementCommitCallback(
        (acknowledged, refusal) -> {
          if (refusal != null) {
            warnOfLostLock(places(acknowledged), refusal.getMessage());
          }
        });
  }

  /**
   * Joins a share group, which is told to begin with the earliest particle.
   *
   * @param timeout for the broker's answers
   * @throws KafkaException if the broker has no share groups, or does not answer
   */
  public static ShareGroupParticleSource open(Cluster cluster, String group, Duration timeout) {
    try (GroupAdmin admin = new GroupAdmin(cluster, timeout)) {
      if (!admin.hasShareGroups()) {
        throw new KafkaException(MISSING);
      }
      admin.setUp(group);
    }
    KafkaShareConsumer<String, byte[]> consumer =
        cluster.shareConsumer(
            Map.of(
                "group.id",
                group,
                "max.poll.records",
                1,
                "share.acquire.mode",
                "record_limit",
                "share.acknowledgement.mode",
                "explicit",
                // Who waits for its turn does not poll, and is no less a member.
                "max.poll.interval.ms",
                Integer.MAX_VALUE));
    consumer.subscribe(List.of(Topic.PARTICLES.topicName()));
    return new ShareGroupParticleSource(consumer);
  }

  @Override
  public Optional<Delivery> take() {
    try {
      isUntold = false;
      Optional<ConsumerRecord<String, byte[]>> taken = poll(WAIT);
      taken.ifPresent(this::hold);
      return taken.map(record -> new Delivery(record, record.deliveryCount().orElse((short) 1)));
    } catch (UnsupportedVersionException e) {
      throw new KafkaException(MISSING, e);
    }
  }

  @Override
  public void keep() {
    long lockMillis = consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS);
    long heldMillis = (System.nanoTime() - lockedSince) / 1_000_000;
    if (heldMillis > lockMillis / 3) {
      inHand.ifPresent(this::renew);
    }
  }

  /**
   * A record that was renewed is handed out again by a later poll, and only then can it be
   * acknowledged once more. Until then the client hands out no other one; should the broker go
   * while it waits, it may do so for ever, though it has the broker lock one record after the other
   * for it. Such a client is of no more use.
   *
   * @throws KafkaException if the record does not come back
   */
  private void renew(ConsumerRecord<String, byte[]> record) {
    inHand = Optional.empty();
    if (!acknowledged(record, AcknowledgeType.RENEW)) {
      return;
    }
    ConsumerRecord<String, byte[]> handedOut =
        poll(ANSWER)
            .orElseThrow(
                () ->
                    new KafkaException(
                        "the lock on particle %s was not renewed".formatted(place(record))));
    holdIfSame(handedOut, record);
  }

  /**
   * Waits outside of the client, and polls it only where the broker has answered. Each poll has the
   * client ask the broker once. What it gets may be the mark of a transaction's end, which is no
   * record; a poll that waits would then do so to its end, though the next record is there. And a
   * poll while the answer is on its way may have the client ask for one more than is taken: the
   * broker would keep that record from all others for as long as this worker is busy.
   */
  private Optional<ConsumerRecord<String, byte[]>> poll(Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    do {
      long before = answers.count();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ZERO)) {
        return Optional.of(record);
      }
      awaitAnswerAfter(before, deadline);
    } while (System.nanoTime() < deadline);
    return Optional.empty();
  }

  private void awaitAnswerAfter(long before, long deadline) {
    long soon = System.nanoTime() + SOON.toNanos();
    try {
      while (answers.count() == before && System.nanoTime() < deadline) {
        Duration look = System.nanoTime() < soon ? SHORT_LOOK : LONG_LOOK;
        Thread.sleep(look.toMillis());
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void holdIfSame(
      ConsumerRecord<String, byte[]> handedOut, ConsumerRecord<String, byte[]> record) {
    if (place(handedOut).equals(place(record))) {
      hold(handedOut);
    } else {
      warnOfLostLock(place(record), "another one was handed out");
      acknowledged(handedOut, AcknowledgeType.RELEASE);
    }
  }

  private void hold(ConsumerRecord<String, byte[]> record) {
    inHand = Optional.of(record);
    lockedSince = System.nanoTime();
  }

  /**
   * That a particle is done goes with the request for the next one, or if this worker {@link #rest
   * rests}, or with the last request.
   */
  @Override
  public void settle(Settlement settlement) {
    inHand.ifPresent(
        record -> {
          switch (settlement) {
            case DONE -> {
              consumer.acknowledge(record, AcknowledgeType.ACCEPT);
              isUntold = true;
            }
            case GIVEN_BACK -> acknowledged(record, AcknowledgeType.RELEASE);
            case REFUSED -> acknowledged(record, AcknowledgeType.REJECT);
          }
        });
    inHand = Optional.empty();
  }

  @Override
  public void rest() {
    if (isUntold) {
      consumer.commitAsync();
      isUntold = false;
    }
  }

  /**
   * Whether the broker took it. If it did not, the particle is another worker's now.
   *
   * @throws KafkaException if the broker did not answer
   */
  private boolean acknowledged(ConsumerRecord<String, byte[]> record, AcknowledgeType type) {
    consumer.acknowledge(record, type);
    Collection<Optional<KafkaException>> answers = consumer.commitSync(ANSWER).values();
    if (answers.isEmpty()) {
      throw new KafkaException(
          "the broker did not say whether particle %s is settled".formatted(place(record)));
    }
    return answers.stream().allMatch(Optional::isEmpty);
  }

  private static void warnOfLostLock(String place, String reason) {
    LOG.warnf(
        "The lock on particle %s is lost; another worker may score it, too: %s", place, reason);
  }

  private static String places(Map<TopicIdPartition, Set<Long>> offsets) {
    return offsets.entrySet().stream()
        .flatMap(
            partition ->
                partition.getValue().stream()
                    .map(offset -> place(partition.getKey().partition(), offset)))
        .collect(Collectors.joining(", "));
  }

  private static String place(int partition, long offset) {
    return partition + "-" + offset;
  }

  /** Partition and offset. */
  private static String place(ConsumerRecord<String, byte[]> record) {
    return place(record.partition(), record.offset());
  }

  @Override
  public boolean isConnected() {
    return Connections.any(consumer.metrics());
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}
