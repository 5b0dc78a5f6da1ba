package org.psopruner.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final Map<String, String> SECURED =
      Map.of(
          "bootstrap.servers", "kafka:9093",
          "security.protocol", "SASL_SSL",
          "sasl.mechanism", "SCRAM-SHA-512",
          "sasl.jaas.config", "…ScramLoginModule required username=\"w\" password=\"hush\";",
          "ssl.truststore.location", "/ca.pem");

  @Test
  void whatSaysHowToReachItIsKeptAndTheRestIsNot() {
    assertThat(
            Cluster.of(
                Map.of(
                    "bootstrap.servers", "kafka:9092",
                    "group.id", "fitness-worker",
                    "security.protocol", "SSL")))
        .isEqualTo(
            new Cluster(Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL")));
  }

  @Test
  void theEnvironmentNamesSettingsAsForTheServices() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
            "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
            "KAFKA_SASL_JAAS_CONFIG", SECURED.get("sasl.jaas.config"),
            "KAFKA_SSL_TRUSTSTORE_LOCATION", "/ca.pem",
            "KAFKA_HEAP_OPTS", "-Xmx1g",
            "PATH", "/bin");

    assertThat(Cluster.of("kafka:9093", environment)).isEqualTo(new Cluster(SECURED));
  }

  @Test
  void aClusterInALogIsItsAddressAlone() {
    assertThat(new Cluster(SECURED)).hasToString("kafka:9093");
  }

  @Test
  void aTrustStoreThatIsNotThereIsNamedInOneLine() {
    Cluster cluster =
        Cluster.of(
            Map.of(
                "bootstrap.servers", "127.0.0.1:9093",
                "security.protocol", "SSL",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", "/nowhere/ca.pem"));

    assertThatThrownBy(() -> cluster.admin(Duration.ofSeconds(1)).close())
        .isInstanceOf(KafkaException.class)
        .hasMessage("no broker can be at 127.0.0.1:9093: /nowhere/ca.pem");
  }

  @Test
  void aLogInThatIsNoneIsRefusedWithoutItsPassword() {
    Cluster cluster =
        Cluster.of(
            Map.of(
                "bootstrap.servers", "127.0.0.1:9093",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", "username=\"w\" password=\"hush\""));

    assertThatThrownBy(() -> cluster.admin(Duration.ofSeconds(1)).close())
        .isInstanceOf(KafkaException.class)
        .message()
        .hasLineCount(1)
        .doesNotContain("hush");
  }
}
