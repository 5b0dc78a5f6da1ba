package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.Connections;
import org.psopruner.messages.Topic;

/**
 * Particles from a plain consumer group, for brokers that have no share groups: a worker takes the
 * particles of its partitions in their order, so a slow worker holds up those behind. When a worker
 * comes or goes, a particle in hand may be given to another one, too. While a particle is
 * evaluated, all partitions are paused and the polling goes on, which keeps the membership. How
 * often a particle was tried is written beside its offset when it is taken, so that it is known
 * after a crash. As in a share group, one that was tried {@value #MOST_ATTEMPTS} times is passed
 * over without a word, lest it hold up those behind: what is still wanted of it the coordinator
 * asks for again. What stands behind the last particle, the end of its transaction, is committed as
 * well: who scales workers by the group's lag would never see none of it otherwise.
 */
public final class ConsumerGroupParticleSource implements ParticleSource {
  private static final Logger LOG = Logger.getLogger(ConsumerGroupParticleSource.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final int PARTITIONS = 12;
  private static final String ATTEMPTS = "attempts ";

  /** What group.share.delivery.count.limit is where nobody has changed it. */
  private static final int MOST_ATTEMPTS = 5;

  private final KafkaConsumer<String, byte[]> consumer;
  private Optional<Delivery> inHand = Optional.empty();

  /** Of the partitions that are assigned, as far as it is known. */
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /** From taking to settling, though what was taken may be another worker's by then. */
  private boolean isBusy;

  private ConsumerGroupParticleSource(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Joins a consumer group, which begins with the earliest particle. The topic is given partitions
   * for {@value #PARTITIONS} workers.
   *
   * @param timeout for the broker's answers
   */
  public static ConsumerGroupParticleSource open(Cluster cluster, String group, Duration timeout) {
    try (GroupAdmin admin = new GroupAdmin(cluster, timeout)) {
      admin.widen(Topic.PARTICLES.topicName(), PARTITIONS);
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", 1);
    settings.put("session.timeout.ms", 10_000);
    settings.put("metadata.max.age.ms", 5_000); // so that new partitions are seen soon
    settings.put("max.poll.interval.ms", 300_000);
    settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    KafkaConsumer<String, byte[]> consumer = cluster.consumer(settings);
    ConsumerGroupParticleSource source = new ConsumerGroupParticleSource(consumer);
    consumer.subscribe(List.of(Topic.PARTICLES.topicName()), source.new PauseWhatComes());
    return source;
  }

  /** What is assigned while a particle is worked on must wait, too. */
  private final class PauseWhatComes implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (isBusy) {
        consumer.pause(partitions);
      }
      committed.keySet().removeAll(partitions);
    }

    /**
     * This worker goes on with what it has in hand, and has not failed at it: for whoever takes it,
     * too, it is the same attempt.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      inHand
          .filter(delivery -> partitions.contains(partition(delivery.record())))
          .ifPresent(delivery -> tried(delivery.record(), delivery.attempt() - 1));
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      inHand = inHand.filter(delivery -> !partitions.contains(partition(delivery.record())));
    }
  }

  @Override
  public Optional<Delivery> take() {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      commitWhatIsNoParticle();
    }
    for (ConsumerRecord<String, byte[]> record : records) {
      int attempts = attemptsBefore(record);
      inHand = Optional.of(new Delivery(record, attempts + 1));
      isBusy = true;
      consumer.pause(consumer.assignment());
      if (attempts >= MOST_ATTEMPTS) {
        LOG.warnf("%s is passed over: it was tried %d times", name(record), attempts);
        letGo(this::passOver);
      } else if (tried(record, attempts + 1)) {
        return inHand;
      } else {
        settle(Settlement.GIVEN_BACK);
      }
    }
    return Optional.empty();
  }

  private boolean tried(ConsumerRecord<String, byte[]> record, int attempts) {
    return committed(record, new OffsetAndMetadata(record.offset(), ATTEMPTS + attempts));
  }

  /** Where all particles are settled, what is passed over behind them is. */
  private void commitWhatIsNoParticle() {
    Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      try {
        long position = consumer.position(partition, Duration.ZERO);
        if (position > committed.computeIfAbsent(partition, this::lastCommitted)) {
          passed.put(partition, new OffsetAndMetadata(position));
        }
      } catch (TimeoutException e) {
        LOG.debugf(e, "It is not known yet where partition %s begins", partition);
      }
    }
    if (!passed.isEmpty()) {
      commit(passed, "What is behind the last particles");
    }
  }

  private long lastCommitted(TopicPartition partition) {
    OffsetAndMetadata last = consumer.committed(Set.of(partition)).get(partition);
    return last == null ? -1 : last.offset();
  }

  private int attemptsBefore(ConsumerRecord<String, byte[]> record) {
    OffsetAndMetadata last = consumer.committed(Set.of(partition(record))).get(partition(record));
    return last != null && last.offset() == record.offset() && last.metadata().startsWith(ATTEMPTS)
        ? Integer.parseInt(last.metadata().substring(ATTEMPTS.length()))
        : 0;
  }

  @Override
  public void keep() {
    consumer.poll(Duration.ZERO);
  }

  @Override
  public void settle(Settlement settlement) {
    if (settlement == Settlement.GIVEN_BACK) {
      letGo(record -> consumer.seek(partition(record), record.offset()));
    } else {
      letGo(this::passOver);
    }
  }

  private void passOver(ConsumerRecord<String, byte[]> record) {
    committed(record, new OffsetAndMetadata(record.offset() + 1));
  }

  private void letGo(Consumer<ConsumerRecord<String, byte[]>> position) {
    inHand.map(Delivery::record).ifPresent(position);
    inHand = Optional.empty();
    isBusy = false;
    consumer.resume(consumer.assignment());
  }

  /** Whether the broker took it. If it did not, the particle may be another worker's now. */
  private boolean committed(ConsumerRecord<String, byte[]> record, OffsetAndMetadata offset) {
    return commit(Map.of(partition(record), offset), name(record));
  }

  private static String name(ConsumerRecord<String, byte[]> record) {
    return "Particle %d-%d".formatted(record.partition(), record.offset());
  }

  private boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets, String what) {
    try {
      consumer.commitSync(offsets);
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
      return true;
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.warnf("%s may be given to another worker, too: %s", what, e.getMessage());
      return false;
    }
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  @Override
  public boolean isConnected() {
    return Connections.any(consumer.metrics());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
