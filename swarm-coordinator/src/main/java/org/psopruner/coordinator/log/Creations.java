package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Traceparent;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;

/**
 * Writes experiments to the log, where the first of an id counts, whichever coordinator wrote it.
 * All of an id come to one partition. Safe for use by several threads.
 */
final class Creations {
  private final KafkaProducer<String, byte[]> producer;
  private final EventSource events;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Origin>> awaited = new ConcurrentHashMap<>();

  /**
   * Where in the log an experiment began.
   *
   * @param trace that its request belonged to
   */
  private record Origin(int partition, long offset, Optional<String> trace) {
    static Origin of(ConsumerRecord<?, ?> record) {
      return new Origin(record.partition(), record.offset(), Traceparent.of(record));
    }

    boolean isAt(RecordMetadata place) {
      return partition == place.partition() && offset == place.offset();
    }
  }

  Creations(KafkaProducer<String, byte[]> producer, EventSource events) {
    this.producer = producer;
    this.events = events;
  }

  /** Learns that an experiment was folded, or that a later one of its id was passed over. */
  void folded(String id, ConsumerRecord<?, ?> record) {
    Origin first = origins.computeIfAbsent(id, any -> Origin.of(record));
    CompletableFuture<Origin> waiting = awaited.remove(id);
    if (waiting != null) {
      waiting.complete(first);
    }
  }

  /** The experiments of a partition that were folded. */
  List<String> of(int partition) {
    return origins.entrySet().stream()
        .filter(origin -> origin.getValue().partition() == partition)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Which trace an experiment that was folded belongs to, if it belongs to one. */
  Optional<String> trace(String id) {
    return origins.get(id).trace();
  }

  /**
   * Writes an experiment to the log and waits until one of that id is folded.
   *
   * @return whether it was this one
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer within the timeout
   */
  boolean create(ExperimentSpec spec, Duration timeout) {
    CompletableFuture<Origin> first =
        awaited.computeIfAbsent(spec.id(), id -> new CompletableFuture<>());
    RecordMetadata written =
        Writing.await(
            producer.send(events.record(new ExperimentCreated(spec))),
            timeout,
            "the broker did not take experiment " + spec.id());
    return Writing.await(
            first, timeout, "experiment " + spec.id() + " is in the log, but did not come back")
        .isAt(written);
  }
}
