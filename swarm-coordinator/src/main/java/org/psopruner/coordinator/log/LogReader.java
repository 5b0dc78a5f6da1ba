package org.psopruner.coordinator.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Topic;

/**
 * Reads all topics of the search. A record is handed on after the records that led to it, whoever
 * wrote them: an experiment before its scores, the scores before what became of the winner, its
 * epochs before its model, and all of it before the candidates of the next iteration. To that end
 * topics have ranks, and before a record is handed on, all topics of lower ranks are read as far as
 * they reach by then.
 *
 * <p>All methods but {@link #wakeup} are called by one thread. They throw {@link
 * org.apache.kafka.common.KafkaException} where the broker does not answer, and can then be called
 * again: nothing is passed over.
 */
final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** By rank: each after those that its records follow from. */
  private static final List<Set<Topic>> RANKS =
      List.of(
          Set.of(Topic.EXPERIMENTS),
          Set.of(Topic.SCORES),
          Set.of(Topic.RETRAININGS, Topic.GLOBAL_BESTS, Topic.DEAD_LETTERS),
          Set.of(Topic.MODELS),
          Set.of(Topic.PARTICLES),
          Set.of(Topic.EVALUATIONS));

  private static final Map<String, Integer> RANK_OF = new HashMap<>();

  static {
    for (int rank = 0; rank < RANKS.size(); rank++) {
      for (Topic topic : RANKS.get(rank)) {
        RANK_OF.put(topic.topicName(), rank);
      }
    }
  }

  /** Of what is not kept, the old is of no use: that is not read from its beginning. */
  private static final int FIRST_NOT_KEPT = RANK_OF.get(Topic.PARTICLES.topicName());

  /** Clocks may differ by that much. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final KafkaConsumer<String, byte[]> consumer;

  /**
   * Sees where the topics end. The consumer would ask behind its fetch, which the broker may answer
   * half a second later: it takes the requests of a connection one after the other.
   */
  private final Admin admin;

  private final Runnable beat;

  /** Not handed on yet; in each partition the earlier first. */
  private List<ConsumerRecord<String, byte[]>> polled = new ArrayList<>();

  /**
   * @param beat called several times a minute while the log is being read
   */
  LogReader(Cluster cluster, Runnable beat) {
    // Where a broker lost what was read: what is folded twice changes nothing, what is missed does.
    Map<String, Object> settings =
        Map.of("auto.offset.reset", "earliest", "metadata.max.age.ms", 10_000);
    this.consumer = cluster.consumer(settings);
    this.admin = cluster.admin(Cluster.CALL);
    this.beat = beat;
  }

  /**
   * Reads what is there when it is called, and stands ready to {@link #poll} what comes after it.
   *
   * @param since asked when all that is kept is read: from when on the rest is needed
   * @throws WakeupException after {@link #wakeup}
   */
  void replay(Consumer<ConsumerRecord<String, byte[]>> handler, Supplier<Optional<Instant>> since) {
    assign();
    List<Map<TopicPartition, Long>> present = ends(IsolationLevel.READ_COMMITTED, RANKS.size());
    for (int rank = 0; rank < RANKS.size(); rank++) {
      if (rank == FIRST_NOT_KEPT) {
        skipTo(since.get());
      }
      read(present.get(rank), handler);
    }
  }

  /**
   * Hands on what came, or nothing if nothing came within a second. No topic is left out of a fetch
   * on the way, for what then came to it would lie there until the broker has waited in vain for
   * something on the others.
   */
  boolean poll(Consumer<ConsumerRecord<String, byte[]>> handler) {
    if (polled.isEmpty()) {
      fetch();
    }
    if (polled.isEmpty()) {
      return false;
    }
    int top = polled.stream().mapToInt(LogReader::rank).max().orElseThrow();
    Map<TopicPartition, Long> polledTo =
        ofRank(top).stream().collect(Collectors.toMap(p -> p, consumer::position));
    List<Map<TopicPartition, Long>> ends = ends(IsolationLevel.READ_COMMITTED, top);
    ends.add(polledTo);
    for (Map<TopicPartition, Long> upTo : ends) {
      while (!reached(upTo)) {
        fetch();
      }
      hand(upTo, handler);
    }
    return true;
  }

  private void fetch() {
    consumer.poll(POLL).forEach(polled::add);
    beat.run();
  }

  private static boolean lies(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> before) {
    Long end = before.get(new TopicPartition(record.topic(), record.partition()));
    return end != null && record.offset() < end;
  }

  /** Reads all that was written before the call, be it committed only afterwards. */
  void catchUp(Consumer<ConsumerRecord<String, byte[]>> handler) {
    assign();
    ends(IsolationLevel.READ_UNCOMMITTED, RANKS.size()).forEach(upTo -> read(upTo, handler));
  }

  /** Asks the broker for anything, which it answers within some seconds if it is there. */
  void probe() {
    endOffsets(ofRank(0), IsolationLevel.READ_COMMITTED);
    beat.run();
  }

  /** Makes a call that waits, or the next one, end with a {@link WakeupException}. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }

  /** Finds the partitions, which for candidates may become more. */
  private void assign() {
    Set<TopicPartition> all =
        RANK_OF.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .collect(Collectors.toSet());
    Set<TopicPartition> added = new HashSet<>(all);
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
  }

  private Set<TopicPartition> ofRank(int rank) {
    return consumer.assignment().stream()
        .filter(partition -> RANK_OF.get(partition.topic()) == rank)
        .collect(Collectors.toSet());
  }

  /**
   * Where the topics of the lowest ranks end. They are asked from the highest to the lowest, so
   * that what led to a record before one topic's end lies before the other topics' ends.
   */
  private List<Map<TopicPartition, Long>> ends(IsolationLevel isolation, int ranks) {
    List<Map<TopicPartition, Long>> found = new ArrayList<>();
    for (int rank = ranks - 1; rank >= 0; rank--) {
      found.add(endOffsets(ofRank(rank), isolation));
      beat.run();
    }
    Collections.reverse(found);
    return found;
  }

  private Map<TopicPartition, Long> endOffsets(
      Set<TopicPartition> partitions, IsolationLevel isolation) {
    try {
      return admin
          .listOffsets(
              partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
              new ListOffsetsOptions(isolation))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("the log's end is not known: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the log's end was looked up", e);
    }
  }

  /** Hands on what was polled and lies before these ends. One fold may take a while. */
  private void hand(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> handler) {
    for (ConsumerRecord<String, byte[]> record : takePolled(record -> lies(record, ends))) {
      handler.accept(record);
      beat.run();
    }
  }

  /** Takes out what was polled and not handed on yet, as far as it is among these. */
  private List<ConsumerRecord<String, byte[]>> takePolled(
      Predicate<ConsumerRecord<String, byte[]>> these) {
    Map<Boolean, List<ConsumerRecord<String, byte[]>>> parts =
        polled.stream().collect(Collectors.partitioningBy(these));
    polled = parts.get(false);
    return parts.get(true);
  }

  /**
   * Hands on the records of a rank as far as these ends. What comes with them from behind waits: it
   * may follow from records of lower ranks that were not there when those were read.
   */
  private void read(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> handler) {
    hand(ends, handler);
    if (reached(ends)) {
      return;
    }
    consumer.pause(consumer.assignment());
    consumer.resume(ends.keySet());
    try {
      while (!reached(ends)) {
        fetch();
        hand(ends, handler);
      }
    } finally {
      consumer.resume(consumer.assignment());
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void skipTo(Optional<Instant> since) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (int rank = FIRST_NOT_KEPT; rank < RANKS.size(); rank++) {
      partitions.addAll(ofRank(rank));
    }
    if (since.isEmpty()) {
      consumer.seekToEnd(partitions);
      return;
    }
    long from = since.get().minus(CLOCKS).toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> Math.max(0, from))));
    partitions.forEach(
        partition ->
            Optional.ofNullable(found.get(partition))
                .ifPresentOrElse(
                    first -> consumer.seek(partition, first.offset()),
                    () -> consumer.seekToEnd(Set.of(partition))));
  }

  private static int rank(ConsumerRecord<?, ?> record) {
    return RANK_OF.get(record.topic());
  }
}
