package org.psopruner.worker.particles;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes records. */
@FunctionalInterface
public interface Publisher {
  /**
   * Sends a record and does not wait.
   *
   * @return completed when the broker has it, or with the reason why it does not
   */
  CompletableFuture<Void> send(ProducerRecord<String, byte[]> message);
}
