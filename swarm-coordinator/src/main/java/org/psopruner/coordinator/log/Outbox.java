package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.Message;

/**
 * Publishes what is wanted and not out yet. Candidates go out once in a process's life; global
 * bests and dead letters once for all, as far as the log that was read tells.
 */
final class Outbox implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final EventSource events;
  private Set<String> out = new HashSet<>();
  private final Set<String> lettersOut = new HashSet<>();
  private final Map<String, ProducerRecord<String, byte[]>> letters = new LinkedHashMap<>();

  Outbox(Cluster cluster, EventSource events) {
    this.producer = cluster.producer(Map.of());
    this.events = events;
  }

  /** Learns from the log that an experiment's global best is out. */
  void globalBestIsOut(String experimentId) {
    out.add(experimentId);
  }

  /** Learns from the log that this dead letter is out. */
  void letterIsOut(ConsumerRecord<String, byte[]> letter) {
    lettersOut.add(DeadLetter.originOf(letter));
  }

  /** Puts a record that was refused among what is to be published. */
  void refuse(ConsumerRecord<String, byte[]> record, String reason) {
    letters.put(DeadLetter.origin(record), events.deadLetter(record, reason));
  }

  /**
   * Publishes the refused records and what is wanted, without what is out already, and waits until
   * the broker has it.
   *
   * @return how many records went out
   * @throws KafkaException if one of them did not
   */
  int publish(Collection<Message> wanted) {
    List<Future<?>> sent = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Message message : wanted) {
      String name = name(message);
      names.add(name);
      if (!out.contains(name)) {
        sent.add(producer.send(events.record(message)));
      }
    }
    letters.forEach(
        (origin, letter) -> {
          if (lettersOut.add(origin)) {
            sent.add(producer.send(letter));
          }
        });
    producer.flush();
    sent.forEach(future -> await(future, Duration.ZERO));
    letters.clear();
    out = names; // what is no longer wanted is never wanted again
    return sent.size();
  }

  /**
   * Publishes a message at once, from any thread, and waits until the broker has it.
   *
   * @throws KafkaException if it does not within the timeout
   */
  void publishNow(Message message, Duration timeout) {
    await(producer.send(events.record(message)), timeout);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private static String name(Message message) {
    return message instanceof Candidate candidate
        ? candidate.experimentId() + " " + candidate.evaluationId()
        : message.experimentId();
  }

  private static void await(Future<?> sent, Duration timeout) {
    try {
      sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("a record could not be published: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException(
          "the broker did not take a record within %d s".formatted(timeout.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a record was published", e);
    }
  }
}
