package org.psopruner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.JournalPage.JournalEntry;
import org.psopruner.messages.rest.JournalPage.Kind;

/** Commands that ask a coordinator, with a real one, whose worker makes its scores up. */
@Timeout(240)
class RemoteCommandsIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void logsTellWhatHappensUntilTheExperimentIsOver() throws Exception {
    List<Integer> ports = FreePorts.find(3);
    String kafka = "127.0.0.1:" + ports.get(0);
    URI url = URI.create("http://127.0.0.1:" + ports.get(1));
    Services services = new Services(Shell.HOME, name -> folder.resolve(name + ".log"), n -> kafka);
    List<ServiceProcess> both =
        List.of(
            services.coordinator("coordinator", ports.get(1)),
            services.worker("worker", ports.get(2), Map.of("PSOPRUNER_ENGINE", "synthetic")));
    BrokerChild broker =
        new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    broker.start();
    try {
      both.forEach(ServiceProcess::start);
      Path file = folder.resolve("told.json");
      Shell described =
          Shell.run(
              "describe",
              "--model",
              Shell.MODEL,
              "--data",
              Shell.DATA,
              "--iterations",
              1000,
              "--output",
              folder.resolve("out"));
      assertThat(described.err()).isEmpty();
      Files.writeString(file, described.out());
      String id = MessageJson.readSpec(described.out().getBytes(UTF_8)).id();
      await()
          .atMost(LONG)
          .until(() -> remote(url, "submit", file, "--key", "told").exitCode() == 0);
      await().atMost(LONG).until(() -> remote(url, "logs", id).out().contains("a new best"));

      CompletableFuture<Shell> following =
          CompletableFuture.supplyAsync(() -> remote(url, "logs", id, "--follow", "--json"));
      assertThat(remote(url, "stop", id).exitCode()).isZero();

      Shell told = following.get(60, TimeUnit.SECONDS);
      assertThat(told.exitCode()).isZero();
      assertThat(told.out().lines().map(RemoteCommandsIT::entry).map(JournalEntry::kind))
          .startsWith(Kind.CREATED)
          .contains(Kind.BEST)
          .endsWith(Kind.CHANGED, Kind.STATE);
      assertThat(remote(url, "logs", id).out())
          .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  info     asked for: 20")
          .contains("it ended without a model");
      assertThat(remote(url, "logs", id, "--level", "error").out()).isEmpty();
      BadInputTest.assertBadInput(remote(url, "logs", "nobody"), "no experiment is called nobody");
      BadInputTest.assertBadInput(
          remote(url, "logs", id, "--level", "loud"),
          "--level is loud; it must be INFO, WARNING or ERROR");
    } finally {
      both.forEach(ServiceProcess::terminate);
      both.forEach(ServiceProcess::stop);
      broker.stop();
    }
  }

  private static Shell remote(URI coordinator, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--coordinator";
    all[arguments.length + 1] = coordinator;
    return Shell.run(all);
  }

  private static JournalEntry entry(String line) {
    return RecordJson.read(line.getBytes(UTF_8), JournalEntry.class);
  }
}
