package org.psopruner.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a broker lives and what it may take.
 *
 * @param folder keeps the broker's data, its settings and {@code broker.log}; made if it is not
 *     there. A broker that is started again on the same folder finds its topics again.
 * @param port for clients, on 127.0.0.1, at most 65,535; 0 takes any free one
 * @param heapMegabytes at most this much Java heap, at least 128
 * @param startTimeout the longest wait for the first answer, above zero
 * @param doors further ways in, each under an address of its own
 * @param configuration further settings of the broker, by Kafka's own names
 */
public record BrokerSettings(
    Path folder,
    int port,
    int heapMegabytes,
    Duration startTimeout,
    List<Door> doors,
    Map<String, String> configuration) {
  /**
   * A way in beside {@code port}, for clients that come by way of something in between.
   *
   * @param port where the broker listens
   * @param advertisedPort which it tells its clients to use
   * @param protocol Kafka's security protocol: {@code PLAINTEXT}, {@code SASL_SSL} and so on; the
   *     settings of the n-th door, from 0, begin with {@code listener.name.door}n
   */
  public record Door(int port, int advertisedPort, String protocol) {
    /** A door without encryption and log-in. */
    public Door(int port, int advertisedPort) {
      this(port, advertisedPort, "PLAINTEXT");
    }
  }

  public BrokerSettings {
    doors = List.copyOf(doors);
    configuration = Map.copyOf(configuration);
    Objects.requireNonNull(folder, "folder");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "the broker's port (%d) must be in 1..65535, or 0 for any free one".formatted(port));
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException(
          "the broker's heap (%d MB) must be at least 128 MB".formatted(heapMegabytes));
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the broker's start timeout (%s) must be above zero".formatted(startTimeout));
    }
  }

  /** A broker on any free port, with 512 MB of heap, that must answer within a minute. */
  public static BrokerSettings in(Path folder) {
    return new BrokerSettings(folder, 0, 512, Duration.ofMinutes(1), List.of(), Map.of());
  }

  /** The same with another port. */
  public BrokerSettings withPort(int newPort) {
    return new BrokerSettings(folder, newPort, heapMegabytes, startTimeout, doors, configuration);
  }

  /** The same with another longest wait for the first answer. */
  public BrokerSettings withStartTimeout(Duration newTimeout) {
    return new BrokerSettings(folder, port, heapMegabytes, newTimeout, doors, configuration);
  }

  /** The same with further ways in. */
  public BrokerSettings withDoors(List<Door> newDoors) {
    return new BrokerSettings(folder, port, heapMegabytes, startTimeout, newDoors, configuration);
  }

  /** The same with these further settings. */
  public BrokerSettings withConfiguration(Map<String, String> newConfiguration) {
    return new BrokerSettings(folder, port, heapMegabytes, startTimeout, doors, newConfiguration);
  }

  /** The settings' place alone: the configuration may hold secrets. */
  @Override
  public String toString() {
    return "broker in " + folder;
  }

  /**
   * What every single-node broker of this project is told, by Kafka's own names: internal topics
   * with one replica and few partitions, no topics made by accident, no wait before a group's first
   * assignment, messages of up to 8 MB.
   */
  public static Map<String, String> singleNodeConfiguration() {
    return Map.ofEntries(
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "3"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "3"),
        // Lets a group ask for a lock shorter than 15 s, so that redelivery need not be slow.
        Map.entry("group.share.min.record.lock.duration.ms", "1000"),
        // A worker is two members.
        Map.entry("group.share.max.size", "1000"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("message.max.bytes", Integer.toString(8 * 1024 * 1024)),
        // The default would take 128 MB of a small heap.
        Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024)));
  }
}
