package org.psopruner.coordinator.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.psopruner.broker.testing.TestKafka;

/** A real broker for the service under test. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
  private TestKafka kafka;

  @Override
  public Map<String, String> start() {
    kafka = TestKafka.start();
    return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
  }

  @Override
  public void stop() {
    kafka.close();
  }
}
