package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import jakarta.ws.rs.Path;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.psopruner.coordinator.rest.QueueResource;
import org.psopruner.messages.Topic;

/** What KEDA asks is what is answered. */
class ScalingTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CONSUMER_GROUP", "OLD_BROKER"})
  void theCoordinatorIsAskedForItsQueue(Overlay overlay) {
    Resources resources = overlay.build();
    Keda.Trigger trigger = trigger(resources);
    URI url = URI.create(trigger.metadata().get("url"));
    Service service = resources.named(Service.class, url.getHost().split("\\.", -1)[0]);

    assertThat(trigger.type()).isEqualTo("metrics-api");
    assertThat(url.getHost())
        .isEqualTo(
            "%s.%s.svc", service.getMetadata().getName(), service.getMetadata().getNamespace());
    assertThat(service.getSpec().getPorts().get(0).getPort()).isEqualTo(url.getPort());
    assertThat(url.getPath()).isEqualTo(QueueResource.class.getAnnotation(Path.class).value());
    assertThat(QueueResource.Queue.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .contains(trigger.metadata().get("valueLocation"));
    assertKeepsOneForEach(trigger.metadata().get("targetValue"));
  }

  /**
   * What is asked for counts the evaluations in workers' hands, and a worker has one in hand: so
   * many evaluations keep as many workers.
   */
  private static void assertKeepsOneForEach(String target) {
    assertThat(Double.parseDouble(target)).isPositive().isLessThanOrEqualTo(1);
  }

  /**
   * The token that KEDA sends is the viewer's, which the coordinator reads from the same Secret.
   */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CONSUMER_GROUP", "OLD_BROKER"})
  void kedaIsAViewer(Overlay overlay) {
    Resources resources = overlay.build();
    assertThat(trigger(resources).metadata()).containsEntry("authMode", "bearer");
    assertThat(secrets(resources))
        .containsExactly(new Keda.SecretKey("token", "coordinator-tokens", "viewer"));
    assertThat(resources.variables("swarm-coordinator"))
        .containsEntry("PSOPRUNER_ACCESS_VIEWER_TOKEN_FILE", "/run/secrets/tokens/viewer")
        .containsEntry("PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE", "/run/secrets/tokens/operator");
    assertThat(resources.pod("swarm-coordinator").getVolumes())
        .filteredOn(volume -> volume.getName().equals("tokens"))
        .allSatisfy(
            volume ->
                assertThat(volume.getSecret().getSecretName()).isEqualTo("coordinator-tokens"))
        .hasSize(1);
    assertThat(resources.names(NetworkPolicy.class)).contains("swarm-coordinator-keda");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONSUMER_GROUP", "OLD_BROKER"})
  void aConsumerGroupIsAskedForItsLag(Overlay overlay) throws Exception {
    Resources resources = overlay.build();
    Map<String, String> metadata = trigger(resources).metadata();

    assertThat(trigger(resources).type()).isEqualTo("kafka");
    assertThat(metadata)
        .containsEntry("topic", Topic.PARTICLES.topicName())
        .containsEntry(
            "consumerGroup",
            (String) constant("org.psopruner.worker.FitnessWorker", "CONSUMER_GROUP"))
        .containsEntry("bootstrapServers", "psopruner-kafka-bootstrap.psopruner.svc:9093");
    assertKeepsOneForEach(metadata.get("lagThreshold"));
    assertThat(resources.variables("fitness-worker"))
        .containsEntry("PSOPRUNER_PARTICLE_SOURCE", "consumer-group");
    assertThat(secrets(resources))
        .containsExactlyInAnyOrder(
            new Keda.SecretKey("sasl", "kafka-lag", "sasl"),
            new Keda.SecretKey("tls", "kafka-lag", "tls"),
            new Keda.SecretKey("username", "kafka-lag", "username"),
            new Keda.SecretKey("password", "lag-reader", "password"),
            new Keda.SecretKey("ca", "psopruner-cluster-ca-cert", "ca.crt"));
    assertThat(resources.named(Secret.class, "kafka-lag").getData())
        .containsOnlyKeys("sasl", "tls", "username");
    assertThat(scaledObject(resources).spec().maxReplicaCount())
        .as("a worker without a partition is idle")
        .isEqualTo(
            constant("org.psopruner.worker.particles.ConsumerGroupParticleSource", "PARTITIONS"));
  }

  /** Strimzi makes whom KEDA is, and lets it in. */
  @Test
  void strimzisBrokerTellsItsLag() {
    Resources resources = Overlay.CONSUMER_GROUP.build();

    assertThat(resources.names(KafkaUser.class)).contains("lag-reader");
    assertThat(
            resources
                .named(KafkaTopic.class, Topic.PARTICLES.topicName())
                .getSpec()
                .getPartitions())
        .isEqualTo(scaledObject(resources).spec().maxReplicaCount());
    assertThat(
            resources
                .named(Kafka.class, "psopruner")
                .getSpec()
                .getKafka()
                .getListeners()
                .get(0)
                .getNetworkPolicyPeers())
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void workersBeginAtNone(Overlay overlay) {
    Resources resources = overlay.build();
    Keda.Scaling scaling = scaledObject(resources).spec();

    assertThat(scaling.minReplicaCount()).isZero();
    assertThat(scaling.maxReplicaCount()).isPositive();
    assertThat(resources.deployment(scaling.scaleTargetRef().name()).getSpec().getReplicas())
        .as("who applies the manifests again must not scale")
        .isNull();
  }

  private static Keda.ScaledObject scaledObject(Resources resources) {
    return resources.all(Keda.ScaledObject.class).findFirst().orElseThrow();
  }

  private static Keda.Trigger trigger(Resources resources) {
    return scaledObject(resources).spec().triggers().get(0);
  }

  private static List<Keda.SecretKey> secrets(Resources resources) {
    String name = trigger(resources).authenticationRef().name();
    return resources
        .all(Keda.TriggerAuthentication.class)
        .filter(authentication -> authentication.metadata().getName().equals(name))
        .findFirst()
        .orElseThrow()
        .spec()
        .secretTargetRef();
  }

  private static Object constant(String type, String name) throws ReflectiveOperationException {
    Field field =
        Arrays.stream(ServiceUnderTest.type(type).getDeclaredFields())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    field.setAccessible(true);
    return field.get(null);
  }
}
