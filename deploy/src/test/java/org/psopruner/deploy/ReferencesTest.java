package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a resource names is there. */
class ReferencesTest {
  /** The Secrets that README.md has people make, or Strimzi makes for its users and its cluster. */
  private static final Set<String> SECRETS =
      Set.of(
          "swarm-coordinator",
          "fitness-worker",
          "retrainer",
          "psopruner-cluster-ca-cert",
          "coordinator-tokens");

  @ParameterizedTest
  @EnumSource
  void allIsInOneNamespace(Overlay overlay) {
    Resources resources = overlay.build();

    assertThat(resources.all(HasMetadata.class))
        .filteredOn(resource -> !(resource instanceof Namespace))
        .allSatisfy(
            resource -> assertThat(resource.getMetadata().getNamespace()).isEqualTo("psopruner"));
    assertThat(resources.names(Namespace.class)).containsExactly("psopruner");
  }

  @ParameterizedTest
  @EnumSource
  void whatPodsMountAndReadIsThere(Overlay overlay) {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      PodSpec pod = resources.pod(service.module());
      assertThat(pod.getVolumes())
          .extracting(Volume::getName)
          .containsExactlyInAnyOrderElementsOf(
              resources.container(service.module()).getVolumeMounts().stream()
                  .map(VolumeMount::getName)
                  .toList());
      assertThat(claims(pod))
          .allMatch(resources.names(PersistentVolumeClaim.class).toList()::contains);
      assertThat(secrets(resources, service)).isSubsetOf(SECRETS);
      assertThat(resources.container(service.module()).getEnvFrom())
          .allMatch(
              from ->
                  resources
                      .names(ConfigMap.class)
                      .toList()
                      .contains(from.getConfigMapRef().getName()));
    }
  }

  /** Who writes to the artifacts: the retrainer, and nobody else. Where files may lie, they are. */
  @ParameterizedTest
  @EnumSource
  void theRetrainerAloneWrites(Overlay overlay) {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      VolumeMount artifacts =
          resources.container(service.module()).getVolumeMounts().stream()
              .filter(mount -> mount.getName().equals("artifacts"))
              .findFirst()
              .orElseThrow();
      assertThat(Boolean.TRUE.equals(artifacts.getReadOnly()))
          .isNotEqualTo(service == ServiceUnderTest.RETRAINER);
      assertThat(resources.variables(service.module()))
          .containsEntry("PSOPRUNER_FILES_ROOTS", artifacts.getMountPath());
    }
    assertThat(resources.named(PersistentVolumeClaim.class, "artifacts").getSpec().getAccessModes())
        .containsExactly(overlay == Overlay.KIND ? "ReadWriteOnce" : "ReadWriteMany");
  }

  @ParameterizedTest
  @EnumSource
  void selectorsSelectSomebody(Overlay overlay) {
    Resources resources = overlay.build();
    List<Map<String, String>> pods =
        resources
            .all(Deployment.class)
            .map(deployment -> deployment.getSpec().getTemplate().getMetadata().getLabels())
            .toList();

    assertThat(resources.all(Deployment.class))
        .allSatisfy(
            deployment ->
                assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
    assertThat(resources.all(Service.class).map(service -> service.getSpec().getSelector()))
        .allSatisfy(selector -> assertSelects(selector, pods));
    assertThat(
            resources
                .all(PodDisruptionBudget.class)
                .map(budget -> budget.getSpec().getSelector().getMatchLabels()))
        .hasSize(pods.size())
        .allSatisfy(selector -> assertSelects(selector, pods));
    assertThat(
            resources
                .all(NetworkPolicy.class)
                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels()))
        .allSatisfy(selector -> assertSelects(selector, pods));
  }

  @ParameterizedTest
  @EnumSource
  void whatNoPolicyAllowsIsDenied(Overlay overlay) {
    Resources resources = overlay.build();
    NetworkPolicy deny = resources.named(NetworkPolicy.class, "psopruner-default-deny");

    assertThat(deny.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(deny.getSpec().getIngress()).isEmpty();
    assertThat(deny.getSpec().getEgress()).isEmpty();
    assertThat(resources.all(Deployment.class))
        .allSatisfy(
            deployment ->
                assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deny.getSpec().getPodSelector().getMatchLabels()));
  }

  private static void assertSelects(Map<String, String> selector, List<Map<String, String>> pods) {
    assertThat(selector).isNotEmpty();
    assertThat(pods).anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
  }

  private static List<String> claims(PodSpec pod) {
    return pod.getVolumes().stream()
        .map(Volume::getPersistentVolumeClaim)
        .filter(Objects::nonNull)
        .map(claim -> claim.getClaimName())
        .toList();
  }

  private static List<String> secrets(Resources resources, ServiceUnderTest service) {
    return Stream.concat(
            resources.pod(service.module()).getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .map(secret -> secret.getSecretName()),
            resources.container(service.module()).getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .filter(Objects::nonNull)
                .map(key -> key.getName()))
        .toList();
  }
}
