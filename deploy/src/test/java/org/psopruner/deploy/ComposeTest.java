package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code compose.yaml} fits the code as the manifests do. */
class ComposeTest {
  private static final Path FILE = Repository.DEPLOY.resolve("compose.yaml");
  private static final String BROKER = "broker";

  private static Compose compose;

  @BeforeAll
  static void read() throws IOException {
    compose = StrictYaml.as(Compose.class, StrictYaml.documents(FILE).get(0));
  }

  @Test
  void aFieldThatIsUnknownFails() throws IOException {
    String misspelt = Files.readString(FILE).replace("cap_drop:", "cap_drops:");

    assertThatThrownBy(() -> StrictYaml.as(Compose.class, StrictYaml.documents(misspelt).get(0)))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("cap_drops");
  }

  @Test
  void theServicesAreOursAndABroker() {
    assertThat(compose.services())
        .containsOnlyKeys(BROKER, "swarm-coordinator", "fitness-worker", "retrainer");
    assertThat(compose.services().values())
        .allSatisfy(
            service -> {
              if (service.dependsOn() != null) {
                assertThat(service.dependsOn()).containsExactly(BROKER);
              }
            });
  }

  @Test
  void theBrokerIsOfTheVersionThatIsTested() throws IOException {
    String image = compose.services().get(BROKER).image();

    assertThat(image).startsWith("apache/kafka:");
    assertThat(image.split(":", -1)[1]).isEqualTo(Repository.ofBuild("kafka.version"));
  }

  @Test
  void whatComposeReadsIsInTheReadme() throws IOException {
    String readme = Files.readString(Repository.DEPLOY.resolve("README.md"));

    assertThat(Pattern.compile("\\$\\{([A-Z_]+)").matcher(Files.readString(FILE)).results())
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(readme).contains("`" + variable.group(1) + "`"));
  }

  @Test
  void theBrokersVariablesAreSettingsOfIt() {
    assertThat(compose.services().get(BROKER).environment().keySet())
        .allSatisfy(
            variable ->
                assertThat(AbstractKafkaConfig.CONFIG_DEF.names())
                    .contains(
                        variable
                            .replaceFirst("^KAFKA_", "")
                            .replace('_', '.')
                            .toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource
  void aServiceReadsWhatIsSet(ServiceUnderTest service) throws IOException {
    Map<String, String> environment = of(service).environment();

    for (String variable : environment.keySet()) {
      assertThat(service.reads(variable)).as(variable).isTrue();
    }
    service.readAll(environment);
    String address = environment.get("KAFKA_BOOTSTRAP_SERVERS");
    assertThat(compose.services().get(BROKER).environment())
        .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address);
  }

  @ParameterizedTest
  @EnumSource
  void aServiceMayDoAndTakeNoMoreThanItMust(ServiceUnderTest service) {
    Compose.Service asked = of(service);

    assertThat(asked.capDrop()).containsExactly("ALL");
    assertThat(asked.securityOpt()).containsExactly("no-new-privileges:true");
    assertThat(asked.volumes())
        .containsExactly(
            service == ServiceUnderTest.RETRAINER
                ? "./artifacts:/artifacts"
                : "./artifacts:/artifacts:ro");
    assertThat(asked.environment()).containsEntry("PSOPRUNER_FILES_ROOTS", "/artifacts");
    assertThat(
            Sizes.fit(asked.environment().get("JAVA_TOOL_OPTIONS"), Sizes.bytes(asked.memLimit())))
        .isTrue();
  }

  @Test
  void theApiIsOpenToThisMachineAloneAndAsksForAToken() {
    Compose.Service coordinator = of(ServiceUnderTest.COORDINATOR);

    assertThat(coordinator.ports()).containsExactly("127.0.0.1:8080:8080");
    assertThat(coordinator.environment())
        .containsEntry("PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE", "/run/secrets/operator");
    assertThat(coordinator.secrets()).isSubsetOf(compose.secrets().keySet());
    assertThat(compose.services().values())
        .filteredOn(service -> service.ports() != null)
        .containsExactly(coordinator);
  }

  @Test
  void aWorkerHasTheTimeThatItsGraceNeeds() {
    Compose.Service worker = of(ServiceUnderTest.WORKER);

    assertThat(Duration.parse("PT" + worker.stopGracePeriod().toUpperCase(Locale.ROOT)))
        .isGreaterThanOrEqualTo(
            Duration.parse(worker.environment().get("PSOPRUNER_GRACE")).plusSeconds(10));
  }

  private static Compose.Service of(ServiceUnderTest service) {
    return compose.services().get(service.module());
  }
}
