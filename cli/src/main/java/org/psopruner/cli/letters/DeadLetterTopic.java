package org.psopruner.cli.letters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.RunFailedException;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.messages.Topic;

/** The dead letters of a cluster. */
final class DeadLetterTopic implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final TopicPartition LETTERS =
      new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);

  private final Cluster cluster;
  private final KafkaConsumer<String, byte[]> consumer;

  private DeadLetterTopic(Cluster cluster) {
    this.cluster = cluster;
    this.consumer = cluster.consumer(Map.of());
    consumer.assign(List.of(LETTERS));
  }

  static DeadLetterTopic open(Cluster cluster) {
    requireTopic(cluster);
    return new DeadLetterTopic(cluster);
  }

  private static void requireTopic(Cluster cluster) {
    try (Admin admin = cluster.admin(ANSWER)) {
      admin.describeTopics(List.of(LETTERS.topic())).allTopicNames().get();
    } catch (ExecutionException e) {
      throw new BadInputException("--kafka is %s, %s".formatted(cluster, reason(e.getCause())), e);
    } catch (KafkaException e) {
      throw new BadInputException("--kafka: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while the broker was asked", e);
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof TimeoutException) {
      return "where no broker answers within %d s; give the address of one"
          .formatted(ANSWER.toSeconds());
    }
    if (e instanceof UnknownTopicOrPartitionException) {
      return "which has no topic %s; give the broker that the services use"
          .formatted(LETTERS.topic());
    }
    return "which refuses: " + e.getMessage();
  }

  /** All that are there now, the oldest first; none is kept in memory. */
  void forEach(Consumer<ReceivedLetter> handler) {
    consumer.seekToBeginning(List.of(LETTERS));
    long end = end();
    while (consumer.position(LETTERS) < end) {
      for (ConsumerRecord<String, byte[]> letter : consumer.poll(POLL)) {
        if (letter.offset() < end) {
          handler.accept(new ReceivedLetter(letter));
        }
      }
    }
  }

  /**
   * The letter of that number.
   *
   * @throws BadInputException if there is none
   */
  ReceivedLetter letter(long number) {
    if (number >= 0 && number < end()) {
      consumer.seek(LETTERS, Math.max(number, begin()));
      while (consumer.position(LETTERS) <= number) {
        Optional<ConsumerRecord<String, byte[]>> found =
            consumer.poll(POLL).records(LETTERS).stream()
                .filter(letter -> letter.offset() == number)
                .findFirst();
        if (found.isPresent()) {
          return new ReceivedLetter(found.get());
        }
      }
    }
    throw new BadInputException(
        "N is %d; there is no such dead letter at %s, see psopruner dead-letters list"
            .formatted(number, cluster));
  }

  private long begin() {
    return consumer.beginningOffsets(List.of(LETTERS)).get(LETTERS);
  }

  private long end() {
    return consumer.endOffsets(List.of(LETTERS)).get(LETTERS);
  }

  /**
   * Publishes a record and waits until the broker has it.
   *
   * @return where it stands now
   * @throws RunFailedException if the broker does not take it
   */
  RecordMetadata publish(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new RunFailedException(
          "%s does not take the record: %s".formatted(cluster, e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while a record was published", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
