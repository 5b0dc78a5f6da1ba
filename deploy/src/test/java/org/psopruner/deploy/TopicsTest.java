package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.psopruner.kafka.Limits;
import org.psopruner.messages.Topic;

/**
 * The topics are those that the coordinator would make, and the broker is one that can hold them.
 */
class TopicsTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OWN_BROKER", "OLD_BROKER"})
  void theTopicsAreThoseOfTheCode(Overlay overlay) {
    Resources resources = overlay.build();

    assertThat(resources.names(KafkaTopic.class))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values()).map(Topic::topicName).toList());
    for (Topic topic : Topic.values()) {
      KafkaTopic made = resources.named(KafkaTopic.class, topic.topicName());
      assertThat(made.getSpec().getPartitions())
          .as(topic.topicName())
          .isEqualTo(partitions(topic, overlay));
      assertThat(texts(made.getSpec().getConfig())).isEqualTo(configuration(topic));
    }
  }

  /** Workers of a consumer group have a partition each: org.psopruner.worker.particles. */
  private static int partitions(Topic topic, Overlay overlay) {
    return topic == Topic.PARTICLES && overlay == Overlay.CONSUMER_GROUP ? 12 : topic.partitions();
  }

  /** No operator is asked for what is made already. */
  @ParameterizedTest
  @EnumSource(names = {"OWN_BROKER", "OLD_BROKER"})
  void aBrokerThatIsThereIsNotMade(Overlay overlay) {
    assertThat(overlay.build().all(HasMetadata.class))
        .isNotEmpty()
        .allSatisfy(
            resource -> assertThat(resource.getApiVersion()).doesNotContain("kafka.strimzi.io"));
  }

  /** Who has no partition is idle for ever, with all that it holds. */
  @ParameterizedTest
  @EnumSource
  void eachRetrainerHasAPartition(Overlay overlay) {
    assertThat(overlay.build().deployment("retrainer").getSpec().getReplicas())
        .isBetween(1, Topic.GLOBAL_BESTS.partitions());
  }

  /** As org.psopruner.kafka.Topics has it. */
  private static Map<String, String> configuration(Topic topic) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("max.message.bytes", Integer.toString(Limits.MAX_RECORD_BYTES));
    if (topic.kept()) {
      configuration.put("retention.ms", "-1");
    }
    topic
        .keptFor()
        .map(Duration::toMillis)
        .ifPresent(millis -> configuration.put("retention.ms", Long.toString(millis)));
    return configuration;
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  /**
   * Whoever makes a topic, the operator or the coordinator: the other must find it as it should be.
   */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OWN_BROKER", "OLD_BROKER"})
  void thereAreAsManyBrokersAsCopies(Overlay overlay) {
    Resources resources = overlay.build();
    int brokers =
        resources
            .all(KafkaNodePool.class)
            .filter(pool -> pool.getSpec().getRoles().toString().contains("BROKER"))
            .mapToInt(pool -> pool.getSpec().getReplicas())
            .sum();

    assertThat(resources.all(KafkaTopic.class))
        .allSatisfy(topic -> assertThat(topic.getSpec().getReplicas()).isEqualTo(brokers));
    for (String service : new String[] {"swarm-coordinator", "fitness-worker"}) {
      assertThat(resources.variables(service))
          .containsEntry("PSOPRUNER_TOPIC_REPLICATION", Integer.toString(brokers));
    }
    Map<String, String> config =
        texts(resources.named(Kafka.class, "psopruner").getSpec().getKafka().getConfig());
    assertThat(config)
        .containsEntry("offsets.topic.replication.factor", Integer.toString(brokers))
        .containsEntry("transaction.state.log.replication.factor", Integer.toString(brokers))
        .containsEntry(
            "share.coordinator.state.topic.replication.factor", Integer.toString(brokers));
    assertThat(config.entrySet())
        .filteredOn(entry -> entry.getKey().matches(".*min\\.(isr|insync\\.replicas)"))
        .hasSize(3)
        .allSatisfy(
            entry -> assertThat(Integer.parseInt(entry.getValue())).isLessThan(brokers + 1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OWN_BROKER", "OLD_BROKER"})
  void theBrokersSettingsAreItsAndNotTheOperatorsOwn(Overlay overlay) {
    Kafka kafka = overlay.build().named(Kafka.class, "psopruner");

    assertThat(kafka.getSpec().getKafka().getVersion())
        .as("share groups are ready for use from 4.2 on")
        .startsWith("4.2.");
    assertThat(kafka.getSpec().getKafka().getConfig().keySet())
        .isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names())
        .allSatisfy(
            name ->
                assertThat(Stream.of(KafkaClusterSpec.FORBIDDEN_PREFIXES.split(", ", -1)))
                    .noneMatch(name::startsWith));
  }
}
