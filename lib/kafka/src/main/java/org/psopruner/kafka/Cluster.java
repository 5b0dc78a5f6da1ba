package org.psopruner.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka cluster, and the clients of it. All of them give up on a call after some seconds, so that
 * the thread that made it can say how it is; whoever made the call tries again.
 *
 * @param connection how to reach it, by Kafka's own names: {@code bootstrap.servers}, {@code
 *     security.protocol}, {@code ssl.…}, {@code sasl.…}
 */
public record Cluster(Map<String, String> connection) {
  /** The longest that one call of a client takes, but for a record that is on its way. */
  public static final Duration CALL = Duration.ofSeconds(10);

  /** The longest that a record is on its way before sending it counts as failed. */
  public static final Duration DELIVERY = Duration.ofSeconds(15);

  private static final String SERVERS = "bootstrap.servers";
  private static final String VARIABLE = "KAFKA_";

  /** What of all that can be set for a client says how to reach a cluster. */
  private static final Pattern CONNECTION =
      Pattern.compile("bootstrap\\.servers|client\\.dns\\.lookup|(security|sasl|ssl)\\..+");

  public Cluster {
    connection = Map.copyOf(connection);
  }

  /** A cluster that takes clients without encryption and log-in. */
  public Cluster(String bootstrapServers) {
    this(Map.of(SERVERS, bootstrapServers));
  }

  /**
   * A cluster as it is set up for a service.
   *
   * @param settings by Kafka's names; those that say nothing of the connection are passed over
   */
  public static Cluster of(Map<String, ?> settings) {
    Map<String, String> connection = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (CONNECTION.matcher(name).matches()) {
            connection.put(name, value.toString());
          }
        });
    return new Cluster(connection);
  }

  /**
   * A cluster that is reached as environment variables say: {@code KAFKA_SASL_MECHANISM} is {@code
   * sasl.mechanism}, as for the services.
   *
   * @param bootstrapServers where it is, whatever the environment says
   */
  public static Cluster of(String bootstrapServers, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(VARIABLE)) {
            String name = variable.substring(VARIABLE.length());
            settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    settings.put(SERVERS, bootstrapServers);
    return of(settings);
  }

  /** {@code host:port}, several apart at commas. */
  public String bootstrapServers() {
    return connection.getOrDefault(SERVERS, "");
  }

  /** A producer with these settings beside those that all have. */
  public KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = settings(Limits.producer());
    all.put("max.block.ms", millis(CALL));
    all.put("request.timeout.ms", millis(CALL));
    all.put("delivery.timeout.ms", millis(DELIVERY));
    all.putAll(settings);
    return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer with these settings beside those that all have. */
  public KafkaConsumer<String, byte[]> consumer(Map<String, Object> settings) {
    Map<String, Object> all = settings(Limits.consumer());
    all.put("default.api.timeout.ms", millis(CALL));
    all.put("request.timeout.ms", millis(CALL));
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    all.putAll(settings);
    return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A share consumer with these settings beside those that all have. */
  public KafkaShareConsumer<String, byte[]> shareConsumer(Map<String, Object> settings) {
    Map<String, Object> all = settings(Limits.consumer());
    all.put("default.api.timeout.ms", millis(CALL));
    all.put("request.timeout.ms", millis(CALL));
    all.putAll(settings);
    return new KafkaShareConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * An admin client.
   *
   * @param timeout for the cluster's answers
   * @throws KafkaException in one line if the address can be none, or what is set of TLS and SASL
   *     cannot be used
   */
  public Admin admin(Duration timeout) {
    Map<String, Object> all = settings(Map.of());
    all.put("default.api.timeout.ms", millis(timeout));
    all.put("request.timeout.ms", millis(timeout));
    try {
      return Admin.create(all);
    } catch (KafkaException e) {
      throw new KafkaException(
          "no broker can be at %s: %s".formatted(bootstrapServers(), reason(e)), e);
    }
  }

  /** What lies at the bottom of a client that cannot be made. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(cause.toString());
  }

  private Map<String, Object> settings(Map<String, Object> limits) {
    Map<String, Object> settings = new HashMap<>(limits);
    settings.putAll(connection);
    return settings;
  }

  private static int millis(Duration time) {
    return Math.toIntExact(time.toMillis());
  }

  /** The address alone: the rest may hold secrets. */
  @Override
  public String toString() {
    return bootstrapServers();
  }
}
