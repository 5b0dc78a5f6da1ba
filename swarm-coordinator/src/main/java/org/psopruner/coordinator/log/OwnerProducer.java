package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.psopruner.kafka.Cluster;

/**
 * Publishes for the experiments of one partition, for their owner. There is one at a time: opening
 * it fences the one before (KIP-98), whose records are then seen either by the time that {@link
 * #open} returns, or never.
 */
final class OwnerProducer implements AutoCloseable {
  /** The broker ends what an owner left unfinished after that time, if no other owner did. */
  private static final int TRANSACTION_MILLIS = 30_000;

  /** At once, so that no transaction takes too long. */
  private static final int RECORDS = 100;

  private final KafkaProducer<String, byte[]> producer;

  private OwnerProducer(KafkaProducer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Fences whoever published for the partition before.
   *
   * @throws KafkaException if the broker does not answer
   */
  static OwnerProducer open(Cluster cluster, int partition) {
    KafkaProducer<String, byte[]> producer =
        cluster.producer(
            Map.of(
                "transactional.id",
                transactionalId(partition),
                "transaction.timeout.ms",
                TRANSACTION_MILLIS));
    try {
      producer.initTransactions();
      return new OwnerProducer(producer);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  static String transactionalId(int partition) {
    return "psopruner-coordinator-" + partition;
  }

  /**
   * Publishes records, and returns when the broker has them all. After an exception it is of no
   * more use: whether the last records are out is known only when the next one is opened.
   *
   * @return where each record lies
   * @throws FencedException if another one was opened
   * @throws KafkaException if the broker does not answer
   */
  List<RecordMetadata> publish(List<ProducerRecord<String, byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (int from = 0; from < records.size(); from += RECORDS) {
        producer.beginTransaction();
        for (var record : records.subList(from, Math.min(records.size(), from + RECORDS))) {
          sent.add(producer.send(record));
        }
        producer.commitTransaction();
      }
      return sent.stream().map(OwnerProducer::written).toList();
    } catch (KafkaException e) {
      if (isFenced(e)) {
        throw new FencedException(e);
      }
      throw e;
    }
  }

  /** Of a record whose transaction is committed. */
  private static RecordMetadata written(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("a record could not be published: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a record was published", e);
    }
  }

  private static boolean isFenced(Throwable e) {
    return e != null
        && (e instanceof ProducerFencedException
            || e instanceof InvalidProducerEpochException
            || isFenced(e.getCause()));
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  /** Another coordinator owns the partition now. */
  static final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(Throwable cause) {
      super("another coordinator owns the partition now", cause);
    }
  }
}
