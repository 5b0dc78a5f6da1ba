package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.psopruner.coordinator.experiment.Refusal;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.Message;

/**
 * Writes what users change of experiments to the log, and then its place among the scores, which is
 * where it holds for all who read. Any coordinator can, whoever owns the experiment. Of one that
 * ends in between, the change never holds. Safe for use by several threads.
 */
final class ChangeRequests {
  private final KafkaProducer<String, byte[]> producer;
  private final EventSource events;
  private final Map<String, CompletableFuture<Optional<Refusal>>> awaited =
      new ConcurrentHashMap<>();

  ChangeRequests(KafkaProducer<String, byte[]> producer, EventSource events) {
    this.producer = producer;
    this.events = events;
  }

  /** Learns what became of a change, be it this coordinator's or another's. */
  void folded(String request, Optional<Refusal> refusal) {
    CompletableFuture<Optional<Refusal>> waiting = awaited.remove(request);
    if (waiting != null) {
      waiting.complete(refusal);
    }
  }

  /**
   * Writes a change to the log and waits until it is folded.
   *
   * @param ifRevision as in {@link ExperimentChanged}
   * @return why it was not made; empty if it was
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer within the timeout
   */
  Optional<Refusal> request(
      String id, Change change, Optional<Integer> ifRevision, Duration timeout) {
    String request = UUID.randomUUID().toString();
    CompletableFuture<Optional<Refusal>> outcome = new CompletableFuture<>();
    awaited.put(request, outcome);
    try {
      write(new ExperimentChanged(id, request, ifRevision, change), timeout);
      write(new ChangePlaced(id, request), timeout);
      return Writing.await(
          outcome, timeout, "the change of " + id + " is in the log, but did not come back");
    } finally {
      awaited.remove(request);
    }
  }

  private void write(Message message, Duration timeout) {
    Writing.await(
        producer.send(events.record(message)),
        timeout,
        "the broker did not take the change of " + message.experimentId());
  }
}
