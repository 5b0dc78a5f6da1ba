package org.psopruner.retrainer.bests;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is done with a record that was taken. */
@FunctionalInterface
public interface Work {
  /**
   * Works out the answer, which takes hours.
   *
   * @param read the record
   * @param publisher takes what is to be said meanwhile
   * @return what is published when the record is done with; nothing if it is answered already
   * @throws java.util.concurrent.CancellationException from the publisher
   * @throws RuntimeException if it may go better later; the record is then taken again
   */
  List<ProducerRecord<String, byte[]>> answer(
      ConsumerRecord<String, byte[]> read, Publisher publisher);

  /** Says something of a record that is being worked on. */
  @FunctionalInterface
  interface Publisher {
    /**
     * Publishes records, none if it is only to be known whether the work is still wanted. Returns
     * when the broker has them.
     *
     * @throws java.util.concurrent.CancellationException if the record is another retrainer's by
     *     now, or this one is to end: nothing was published, and nothing is to be written any more
     */
    void publish(List<ProducerRecord<String, byte[]>> records);
  }
}
