package org.psopruner.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
  @TempDir Path folder;

  @Test
  void whatSaysHowToLogInIsLeftOutWhereTheBrokerIsOurs() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
            "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
            "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9093",
            "PATH", "/bin");

    assertThat(inherited(true, environment))
        .containsOnlyKeys(
            "PATH", "KAFKA_BOOTSTRAP_SERVERS", "QUARKUS_HTTP_HOST", "QUARKUS_HTTP_PORT")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    assertThat(inherited(false, environment))
        .containsAllEntriesOf(Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "PATH", "/bin"));
  }

  private Map<String, String> inherited(boolean brokerIsOurs, Map<String, String> environment) {
    Map<String, String> inherited = new HashMap<>(environment);
    new Services(folder, folder::resolve, name -> "127.0.0.1:1", brokerIsOurs)
        .coordinator("coordinator", 1)
        .addTo(inherited);
    return inherited;
  }

  /** Its jar is missing: its Java says in what locale it is, and ends. */
  @Test
  void aServiceWritesTheDigitsThatProgramsReadWhateverTheLocale() {
    Path log = folder.resolve("worker.log");
    ServiceProcess service =
        new Services(folder, name -> log, name -> "127.0.0.1:1")
            .worker(
                "worker",
                1,
                Map.of(
                    "JDK_JAVA_OPTIONS",
                    "-Duser.language=fa -Duser.country=IR -Duser.language.display=en"
                        + " -Duser.country.display=US -XshowSettings:locale"));

    service.start();
    Awaitility.await().until(() -> !service.isAlive());

    assertThat(log)
        .content()
        .contains("default locale = Persian (Iran)")
        .contains("default format locale = English (United States)");
  }
}
