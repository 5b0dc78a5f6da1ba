package org.psopruner.broker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A real Kafka broker for a test: a container where a Docker engine answers, otherwise a child
 * process. Both are told {@link BrokerSettings#singleNodeConfiguration()}.
 *
 * <p>It is in this module's test jar. A module that uses it needs three dependencies, each in test
 * scope: {@code psopruner-broker}, {@code psopruner-broker} with type {@code test-jar}, and {@code
 * testcontainers-kafka}.
 */
public final class TestKafka implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.2.1";

  /**
   * It reports a missing Docker engine as an error, which here is none. Kept, for a logger that
   * nobody holds forgets its level.
   */
  private static final Logger TESTCONTAINERS = Logger.getLogger("org.testcontainers");

  private final String bootstrapServers;
  private final Runnable stop;

  private TestKafka(String bootstrapServers, Runnable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
  }

  /** Starts a broker and waits until it answers; the caller closes it. */
  public static TestKafka start() {
    TESTCONTAINERS.setLevel(Level.OFF);
    boolean docker = DockerClientFactory.instance().isDockerAvailable();
    TESTCONTAINERS.setLevel(Level.WARNING);
    return docker ? container() : process();
  }

  private static TestKafka container() {
    @SuppressWarnings("resource") // closed by TestKafka.close
    KafkaContainer container = new KafkaContainer(IMAGE);
    BrokerSettings.singleNodeConfiguration()
        .forEach((name, value) -> container.withEnv(environmentName(name), value));
    container.start();
    return new TestKafka(container.getBootstrapServers(), container::stop);
  }

  /** How the Kafka images spell a setting: {@code message.max.bytes}: KAFKA_MESSAGE_MAX_BYTES. */
  private static String environmentName(String setting) {
    return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static TestKafka process() {
    try {
      Path folder = Files.createTempDirectory("psopruner-kafka");
      BrokerProcess broker = BrokerProcess.start(BrokerSettings.in(folder));
      return new TestKafka(
          broker.bootstrapServers(),
          () -> {
            broker.close();
            delete(folder);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the broker", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** The address for clients: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    stop.run();
  }
}
