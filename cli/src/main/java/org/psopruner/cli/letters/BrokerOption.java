package org.psopruner.cli.letters;

import org.psopruner.kafka.Cluster;
import picocli.CommandLine.Option;

/** Where the broker is. How to log in there, the environment says, as for the services. */
final class BrokerOption {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "The Kafka broker (default: ${DEFAULT-VALUE}).")
  private String kafka;

  /**
   * Opens its dead letters.
   *
   * @throws org.psopruner.cli.BadInputException if there is no such broker, or it has no such topic
   */
  DeadLetterTopic open() {
    return DeadLetterTopic.open(Cluster.of(kafka, System.getenv()));
  }
}
