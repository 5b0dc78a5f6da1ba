package org.psopruner.coordinator.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import org.psopruner.broker.testing.TestKafka;

/** A real broker for the service under test, and a folder for what is sent. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
  private TestKafka kafka;

  @Override
  public Map<String, String> start() {
    kafka = TestKafka.start();
    return Map.of(
        "kafka.bootstrap.servers",
        kafka.bootstrapServers(),
        "psopruner.uploads.folder",
        Path.of(System.getProperty("psopruner.home"), "swarm-coordinator", "target", "uploads")
            .toString(),
        "psopruner.uploads.limit",
        "3M");
  }

  @Override
  public void stop() {
    kafka.close();
  }
}
