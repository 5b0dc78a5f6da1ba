package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;

/**
 * The producers of the partitions that this coordinator owns and has something to publish for. One
 * that was fenced is opened again no sooner than after a session: if the partition is this
 * coordinator's then, the other one was late. So two that both believe to be the owner cannot keep
 * fencing each other.
 */
final class OwnerProducers implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OwnerProducers.class);

  private final Cluster cluster;
  private final Duration session;
  private final Map<Integer, OwnerProducer> open = new HashMap<>();
  private final Map<Integer, Long> fencedAt = new HashMap<>();

  OwnerProducers(Cluster cluster, Duration session) {
    this.cluster = cluster;
    this.session = session;
  }

  /** Gives up the partitions that are not among these. */
  void retain(Set<Integer> owned) {
    Set<Integer> lost = new HashSet<>(open.keySet());
    lost.removeAll(owned);
    lost.forEach(this::giveUp);
  }

  /** Whether a partition is not to be published for, since another coordinator just did. */
  boolean isFenced(int partition) {
    Long at = fencedAt.get(partition);
    return at != null && System.nanoTime() - at < session.toNanos();
  }

  /** Whether the partition's producer is open. */
  boolean isOpen(int partition) {
    return open.containsKey(partition);
  }

  /** Fences whoever published for the partition before. */
  void open(int partition) {
    open.put(partition, OwnerProducer.open(cluster, partition));
    fencedAt.remove(partition);
  }

  /** Closes what failed; what it did is known when it is opened again. */
  void giveUp(int partition) {
    OwnerProducer producer = open.remove(partition);
    if (producer != null) {
      producer.close();
    }
  }

  /**
   * Publishes records for a partition whose producer is open.
   *
   * @return where each record lies; empty if this coordinator was no longer the owner
   */
  Optional<List<RecordMetadata>> publish(
      int partition, List<ProducerRecord<String, byte[]>> records) {
    try {
      return Optional.of(open.get(partition).publish(records));
    } catch (OwnerProducer.FencedException e) {
      LOG.infof("Another coordinator owns partition %d of the experiments now", partition);
      giveUp(partition);
      fencedAt.put(partition, System.nanoTime());
      return Optional.empty();
    } catch (RuntimeException e) {
      giveUp(partition);
      throw e;
    }
  }

  @Override
  public void close() {
    retain(Set.of());
  }
}
