package org.psopruner.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
  @TempDir Path folder;

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
