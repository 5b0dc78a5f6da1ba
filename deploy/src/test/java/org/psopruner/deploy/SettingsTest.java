package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manifests set is what the code reads. */
class SettingsTest {
  /**
   * What a worker needs beyond its grace: a poll, the commit, leaving the group, Quarkus' own end.
   */
  private static final Duration TO_LEAVE = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void everyVariableIsReadByItsService(Overlay overlay) throws IOException {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      Container container = resources.container(service.module());
      for (EnvVar variable : container.getEnv()) {
        assertThat(service.reads(variable.getName()))
            .as("%s reads %s", service.module(), variable.getName())
            .isTrue();
      }
      String kafka = container.getEnvFrom().get(0).getConfigMapRef().getName();
      for (String variable : resources.named(ConfigMap.class, kafka).getData().keySet()) {
        assertThat(service.reads(variable)).as(variable).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyValueIsOneThatItsServiceTakes(Overlay overlay) {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      service.readAll(resources.variables(service.module()));
    }
  }

  @Test
  void aVariableThatNobodyReadsAndAValueThatNobodyTakesAreFound() throws IOException {
    assertThat(ServiceUnderTest.WORKER.reads("PSOPRUNER_GRAZE")).isFalse();
    assertThat(ServiceUnderTest.RETRAINER.reads("PSOPRUNER_GRACE")).isFalse();
    assertThat(ServiceUnderTest.WORKER.reads("KAFKA_HEAP_OPTS")).isFalse();
    assertThatThrownBy(
            () -> ServiceUnderTest.WORKER.readAll(Map.of("PSOPRUNER_PARTICLE_SOURCE", "shared")))
        .hasMessageContaining("psopruner.particle-source");
  }

  /** What people may set, they can read of. The registries' settings have a page of their own. */
  @ParameterizedTest
  @EnumSource
  void everySettingIsInTheReference(ServiceUnderTest service) throws IOException {
    String reference = Files.readString(Repository.HOME.resolve("docs/reference.md"));

    assertThat(service.ownVariables())
        .isNotEmpty()
        .filteredOn(variable -> !variable.startsWith("PSOPRUNER_REGISTRY_"))
        .allSatisfy(
            variable ->
                assertThat(
                        reference.contains("`%s`".formatted(variable.replaceFirst("_FILE$", ""))))
                    .as(variable)
                    .isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerHasTheTimeThatItsGraceNeeds(Overlay overlay) {
    Resources resources = overlay.build();
    Duration grace = Duration.parse(resources.variables("fitness-worker").get("PSOPRUNER_GRACE"));

    assertThat(resources.pod("fitness-worker").getTerminationGracePeriodSeconds())
        .isBetween(
            grace.plus(TO_LEAVE).toSeconds(), grace.plus(TO_LEAVE.multipliedBy(3)).toSeconds());
  }

  @ParameterizedTest
  @EnumSource
  void probesAskForHealthWhereItIs(Overlay overlay) throws IOException {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      Container container = resources.container(service.module());
      requireHealth(service);
      assertThat(container.getPorts()).extracting(ContainerPort::getName).containsExactly("http");
      assertThat(container.getPorts().get(0).getContainerPort())
          .isEqualTo(port(service, resources));
      assertProbe(container.getStartupProbe(), "/q/health/live");
      assertProbe(container.getLivenessProbe(), "/q/health/live");
      assertProbe(container.getReadinessProbe(), "/q/health/ready");
    }
    assertThat(resources.named(Service.class, "swarm-coordinator").getSpec().getPorts())
        .allSatisfy(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
  }

  private static void assertProbe(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
  }

  /** Quarkus' extension for health, with its paths as they are by default. */
  private static void requireHealth(ServiceUnderTest service) throws IOException {
    assertThat(Repository.HOME.resolve(service.module()).resolve("pom.xml"))
        .content()
        .contains("<artifactId>quarkus-smallrye-health</artifactId>");
    assertThat(service.properties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("quarkus.smallrye-health."))
        .noneMatch(name -> name.endsWith(".root-path") || name.startsWith("quarkus.management."));
  }

  private static int port(ServiceUnderTest service, Resources resources) throws IOException {
    Properties properties = service.properties();
    String byDefault = properties.getProperty("quarkus.http.port", "8080");
    return Integer.parseInt(
        resources.variables(service.module()).getOrDefault("QUARKUS_HTTP_PORT", byDefault));
  }
}
