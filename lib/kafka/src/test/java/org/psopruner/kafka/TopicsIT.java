package org.psopruner.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psopruner.broker.testing.TestKafka;

class TopicsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  @Timeout(120)
  void missingTopicsAreMadeAndThoseThatAreThereAreChecked() throws Exception {
    try (TestKafka kafka = TestKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Topics.createMissing(new Cluster(kafka.bootstrapServers()), (short) 1, TIMEOUT);
      Topics.createMissing(new Cluster(kafka.bootstrapServers()), (short) 1, TIMEOUT);

      assertThat(admin.listTopics().names().get())
          .contains("psopruner.experiments", "psopruner.particles", "psopruner.dead-letters");
      assertThat(config(admin, "psopruner.scores").get("retention.ms").value()).isEqualTo("-1");
      assertThat(config(admin, "psopruner.evaluations").get("retention.ms").value())
          .isEqualTo("86400000");
      assertThat(config(admin, "psopruner.particles").get("max.message.bytes").value())
          .isEqualTo("8454144");

      admin.createPartitions(Map.of("psopruner.scores", NewPartitions.increaseTo(3))).all().get();
      while (partitions(admin, "psopruner.scores") < 3) {
        Thread.sleep(50); // the broker tells of them a little later
      }
      assertThatThrownBy(
              () -> Topics.createMissing(new Cluster(kafka.bootstrapServers()), (short) 1, TIMEOUT))
          .isInstanceOf(KafkaException.class)
          .hasMessage(
              "topic psopruner.scores has 3 partitions; it must have 1,"
                  + " for its records to have an order");
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamedInOneLine() {
    assertThatThrownBy(
            () ->
                Topics.createMissing(new Cluster("127.0.0.1:9"), (short) 1, Duration.ofSeconds(1)))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "no broker answers at 127.0.0.1:9 within 1 s; start one, or give the address of one");
  }

  @Test
  void anAddressThatIsNoneIsNamedInOneLine() {
    assertThatThrownBy(() -> Topics.createMissing(new Cluster("nonsense"), (short) 1, TIMEOUT))
        .isInstanceOf(KafkaException.class)
        .hasMessageStartingWith("no broker can be at nonsense: ");
  }

  private static Config config(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
