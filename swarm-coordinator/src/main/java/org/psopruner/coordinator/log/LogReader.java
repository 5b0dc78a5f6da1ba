package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Topic;

/**
 * Reads the kept topics: first what is there, topic by topic, then what comes. A record is read
 * after the records that led to it: an experiment before its scores, the scores before what became
 * of the winner.
 */
final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Each after those that its records follow from. */
  private static final List<Topic> FOLDED =
      List.of(Topic.EXPERIMENTS, Topic.SCORES, Topic.RETRAININGS, Topic.MODELS);

  /** What this service writes itself: read once, to know what is out already. */
  private static final List<Topic> WRITTEN = List.of(Topic.GLOBAL_BESTS, Topic.DEAD_LETTERS);

  private static final List<TopicPartition> ALL =
      Stream.concat(FOLDED.stream(), WRITTEN.stream()).map(LogReader::partition).toList();

  private final KafkaConsumer<String, byte[]> consumer;

  LogReader(Cluster cluster) {
    // Where a broker lost what was read: what is folded twice changes nothing, what is missed does.
    consumer = cluster.consumer(Map.of("auto.offset.reset", "earliest"));
  }

  /**
   * Reads what is there when it is called, and stands ready to {@link #poll} what comes after it.
   *
   * @throws WakeupException after {@link #wakeup}
   */
  void replay(Consumer<ConsumerRecord<String, byte[]>> handler) {
    consumer.assign(ALL);
    consumer.seekToBeginning(ALL);
    consumer.pause(ALL);
    ends()
        .forEach(
            (log, end) -> {
              consumer.resume(Set.of(log));
              while (consumer.position(log) < end) {
                consumer.poll(POLL).forEach(handler);
              }
              consumer.pause(Set.of(log));
            });
    consumer.resume(FOLDED.stream().map(LogReader::partition).toList());
  }

  /** What came, or nothing if nothing came within a second. */
  List<ConsumerRecord<String, byte[]>> poll() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(POLL).forEach(records::add);
    records.sort(Comparator.comparingInt(record -> order(record.topic())));
    return records;
  }

  /** Makes a call that waits, or the next one, end with a {@link WakeupException}. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  /**
   * Where each topic ends, in the order in which they are to be read. They are asked in the
   * opposite order, so that what led to a record before one topic's end lies before the other
   * topics' ends.
   */
  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    ALL.forEach(log -> ends.put(log, 0L));
    for (int i = ALL.size() - 1; i >= 0; i--) {
      ends.putAll(consumer.endOffsets(Set.of(ALL.get(i))));
    }
    return ends;
  }

  private static TopicPartition partition(Topic topic) {
    return new TopicPartition(topic.topicName(), 0);
  }

  private static int order(String topicName) {
    return FOLDED.stream().map(Topic::topicName).toList().indexOf(topicName);
  }
}
