package org.psopruner.cli.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.PipelineSettings;
import org.psopruner.kafka.Cluster;

/**
 * Where a run takes place.
 *
 * @param overwrite whether to replace the results of a finished run
 * @param keepBrokerData whether the broker's data stay after a good end
 */
record Place(PipelineSettings pipeline, boolean overwrite, boolean keepBrokerData) {
  private static final List<String> SOURCES = List.of("share-group", "consumer-group");
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

  /**
   * This, if it can be.
   *
   * @throws BadInputException if the ports are in use or no broker answers
   */
  Place checked() {
    if (!SOURCES.contains(pipeline.particleSource())) {
      throw new BadInputException(
          "--particle-source is %s; it must be %s"
              .formatted(pipeline.particleSource(), String.join(" or ", SOURCES)));
    }
    requireFree("--port", pipeline.port());
    requireFree("--broker-port", pipeline.brokerPort());
    if (pipeline.kafka().isPresent()) {
      if (pipeline.brokerPort().isPresent()) {
        throw new BadInputException(
            "--broker-port is for a broker that is started, and --kafka names one that is there; give one of them");
      }
      requireBroker(pipeline.kafka().get());
    } else if (pipeline.port().isPresent() && pipeline.port().equals(pipeline.brokerPort())) {
      throw new BadInputException(
          "--port and --broker-port are both %d; give two different ports"
              .formatted(pipeline.port().get()));
    }
    return this;
  }

  private static void requireFree(String option, Optional<Integer> port) {
    if (port.isPresent() && !FreePorts.isFree(port.get())) {
      throw new BadInputException(
          "%s is %d, which is in use on 127.0.0.1; give another, or leave it out for a free one"
              .formatted(option, port.get()));
    }
  }

  private static void requireBroker(String kafka) {
    int colon = kafka.lastIndexOf(':');
    if (colon < 1 || !kafka.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new BadInputException(
          "--kafka is %s; it must be HOST:PORT, for example localhost:9092".formatted(kafka));
    }
    int port =
        Range.check("--kafka's port", Integer.parseInt(kafka.substring(colon + 1)), 1, 65_535);
    requireListener(kafka, kafka.substring(0, colon), port);
    requireAnswer(kafka);
  }

  /** Asked first: it is quick to fail, where a Kafka client tries again and again. */
  private static void requireListener(String kafka, String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) BROKER_TIMEOUT.toMillis());
    } catch (IOException e) {
      throw new BadInputException(
          "--kafka is %s, where nothing can be reached (%s); start a broker there, or leave it out"
              .formatted(kafka, e.getMessage()),
          e);
    }
  }

  private static void requireAnswer(String kafka) {
    try (Admin admin = Cluster.of(kafka, System.getenv()).admin(BROKER_TIMEOUT)) {
      admin.describeCluster().nodes().get(BROKER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthenticationException) {
        throw new BadInputException(
            ("--kafka is %s, which does not let us in (%s); check the KAFKA_SSL_ and KAFKA_SASL_"
                    + " variables")
                .formatted(kafka, e.getCause().getMessage()),
            e);
      }
      throw noAnswer(kafka, e);
    } catch (TimeoutException e) {
      throw noAnswer(kafka, e);
    } catch (KafkaException e) {
      throw new BadInputException(
          "--kafka is %s, and the KAFKA_ variables cannot be used: %s"
              .formatted(kafka, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException("interrupted while the broker was asked", e);
    }
  }

  private static BadInputException noAnswer(String kafka, Exception e) {
    return new BadInputException(
        ("--kafka is %s, which does not answer as a Kafka broker within %d s; check the address, and"
                + " KAFKA_SECURITY_PROTOCOL")
            .formatted(kafka, BROKER_TIMEOUT.toSeconds()),
        e);
  }
}
