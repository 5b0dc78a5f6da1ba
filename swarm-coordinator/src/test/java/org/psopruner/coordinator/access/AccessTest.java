package org.psopruner.coordinator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String OPERATOR = "an-operators-token-of-32-letters";
  private static final String VIEWER = "the-viewers-token-of-32-letters.";

  @TempDir private Path folder;

  private static AccessSettings settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(AccessSettings.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(AccessSettings.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.9"})
  void nobodyHasToLogInWhereOnlyThisMachineGets(String host) {
    assertThat(new Access(settings(Map.of()), host, false).isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "", "no.such.host.invalid"})
  void whereOtherMachinesGetSomebodyMustLogIn(String host) {
    assertThatThrownBy(() -> new Access(settings(Map.of()), host, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("quarkus.http.host is " + host)
        .hasMessageContaining("PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE")
        .hasMessageContaining("QUARKUS_OIDC_TENANT_ENABLED")
        .message()
        .hasLineCount(1);
    assertThat(new Access(settings(Map.of()), host, true).isOpen()).isFalse();
  }

  @Test
  void aTokenHasTheRoleThatItIsSetForWhereverItIsWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), OPERATOR + "\n");
    Access access =
        new Access(
            settings(
                Map.of(
                    "psopruner.access.operator-token-file",
                    file.toString(),
                    "psopruner.access.viewer-token",
                    VIEWER + "\n")),
            "0.0.0.0",
            false);

    assertThat(access.isOpen()).isFalse();
    assertThat(access.roleOf(OPERATOR)).contains(Roles.OPERATOR);
    assertThat(access.roleOf(VIEWER)).contains(Roles.VIEWER);
    assertThat(access.roleOf(VIEWER + "x")).isEmpty();
    assertThat(access.roleOf("")).isEmpty();
  }

  @Test
  void aTokenIsAskedForOnTheLoopbackAddressTooOnceItIsSet() {
    Map<String, String> token = Map.of("psopruner.access.viewer-token", VIEWER);

    assertThat(new Access(settings(token), "127.0.0.1", false).isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "sixteen and more, but with blanks", "=================="})
  void aTokenThatCannotBeUsedIsRefusedAndNotShown(String token) {
    assertRefused(Map.of("psopruner.access.operator-token", token), "the operator's token is none")
        .doesNotContain(token);
  }

  @Test
  void contradictionsAreRefused() {
    Map<String, String> both =
        Map.of(
            "psopruner.access.viewer-token",
            VIEWER,
            "psopruner.access.viewer-token-file",
            "/run/secrets/viewer");
    Map<String, String> same =
        Map.of("psopruner.access.viewer-token", VIEWER, "psopruner.access.operator-token", VIEWER);
    Map<String, String> nowhere = Map.of("psopruner.access.viewer-token-file", "/nowhere/token");

    assertRefused(both, "viewer-token and psopruner.access.viewer-token-file are both set");
    assertRefused(same, "the same; make them differ").doesNotContain(VIEWER);
    assertRefused(nowhere, "psopruner.access.viewer-token-file is /nowhere/token, which cannot");
  }

  private static AbstractStringAssert<?> assertRefused(Map<String, String> settings, String why) {
    return assertThatThrownBy(() -> new Access(settings(settings), "127.0.0.1", false))
        .isInstanceOf(ConfigurationException.class)
        .hasNoCause()
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void aRequestToThisMachineSaysSo(String host) {
    assertThat(Loopback.isName(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1.rebind.example", "localhost.example", "192.0.2.1"})
  void aRequestByAnotherNameIsNotMeantForThisMachine(String host) {
    assertThat(Loopback.isName(host)).isFalse();
  }
}
