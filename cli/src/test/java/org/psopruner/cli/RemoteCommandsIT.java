package org.psopruner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteCommandsIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir static Path folder;

  private final List<Integer> ports = FreePorts.find(3);
  private final URI url = URI.create("http://127.0.0.1:" + ports.get(1));
  private BrokerChild broker;
  private List<ServiceProcess> both;

  @BeforeAll
  void start() throws Exception {
    String kafka = "127.0.0.1:" + ports.get(0);
    Services services = new Services(Shell.HOME, name -> folder.resolve(name + ".log"), n -> kafka);
    both =
        List.of(
            services.coordinator("coordinator", ports.get(1)),
            services.worker("worker", ports.get(2), Map.of("PSOPRUNER_ENGINE", "synthetic")));
    broker = new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    broker.start();
    both.forEach(ServiceProcess::start);
  }

  @AfterAll
  void stop() {
    both.forEach(ServiceProcess::terminate);
    both.forEach(ServiceProcess::stop);
    broker.stop();
  }

  @Test
  void logsTellWhatHappensUntilTheExperimentIsOver() throws Exception {
    String id = submitted("told");
    await().atMost(LONG).until(() -> remote("logs", id).out().contains("a new best"));

    CompletableFuture<Shell> following =
        CompletableFuture.supplyAsync(() -> remote("logs", id, "--follow", "--json"));
    assertThat(remote("stop", id).exitCode()).isZero();

    Shell told = following.get(60, TimeUnit.SECONDS);
    assertThat(told.exitCode()).isZero();
    assertThat(told.out().lines().map(RemoteCommandsIT::entry).map(JournalEntry::kind))
        .startsWith(Kind.CREATED)
        .contains(Kind.BEST)
        .endsWith(Kind.CHANGED, Kind.STATE);
    assertThat(remote("logs", id).out())
        .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  info     asked for: 20")
        .contains("it ended without a model");
    assertThat(remote("logs", id, "--level", "error").out()).isEmpty();
    BadInputTest.assertBadInput(remote("logs", "nobody"), "no experiment is called nobody");
    BadInputTest.assertBadInput(
        remote("logs", id, "--level", "loud"),
        "--level is loud; it must be INFO, WARNING or ERROR");
  }

  @Test
  void anyCandidateOfTheFrontIsExportedAndRetrained() throws Exception {
    String id = submitted("front", "--swarm", "pareto", "--particles", 4);
    await().atMost(LONG).until(() -> remote("logs", id).out().contains("a new best"));
    await().atMost(LONG).until(() -> front(id).size() > 1);
    assertThat(remote("stop", id).exitCode()).isZero();
    JsonNode best = remote("report", id, "--json").json().get("globalBest");
    JsonNode front = front(id);
    JsonNode other = front.get(id(front.get(0)).equals(id(best)) ? 1 : 0);
    String shown = id(other).substring(0, 8);

    assertThat(remote("front", id).out())
        .startsWith("evaluation ")
        .containsPattern(
            "(?m)^%s +\\d+ +\\d+ +[0-9.]+ %% +%,d ".formatted(shown, parameters(other)))
        .contains("\n%d of ".formatted(front.size()));
    Path exported = exported(id, "best");
    assertThat(Shell.parameters(exported.resolve("structure.json"))).isEqualTo(parameters(best));
    assertThat(exported.resolve("front.csv")).content().hasLineCount(1 + front.size());
    for (JsonNode candidate : front) {
      assertThat(Shell.parameters(exported.resolve("front/" + id(candidate) + ".json")))
          .isEqualTo(parameters(candidate));
    }
    assertThat(exported(id, "other", "--evaluation", shown).resolve("structure.json"))
        .hasSameBinaryContentAs(exported.resolve("front/" + id(other) + ".json"));

    assertThat(remote("pick", id, shown).out()).contains(id + " is retraining");
    assertThat(remote("logs", id).out()).contains("to retrain evaluation " + shown);

    String unknown = "0".repeat(64);
    Path none = folder.resolve("none");
    BadInputTest.assertBadInput(remote("front", "nobody"), "no experiment is called nobody");
    BadInputTest.assertBadInput(remote("pick", id, unknown), "no score of evaluation " + unknown);
    BadInputTest.assertBadInput(
        remote("export", id, "--evaluation", unknown, "--output", none),
        "no score of evaluation " + unknown);
    assertThat(none).doesNotExist();
  }

  private static String id(JsonNode candidate) {
    return candidate.get("evaluationId").asText();
  }

  private static int parameters(JsonNode candidate) {
    return candidate.at("/cost/parameters").asInt();
  }

  private JsonNode front(String id) throws IOException {
    return remote("front", id, "--json").json().get("items");
  }

  private Path exported(String id, String name, Object... more) {
    Path output = folder.resolve(name);
    List<Object> arguments = new ArrayList<>(List.of("export", id, "--output", output));
    arguments.addAll(List.of(more));
    Shell shell = remote(arguments.toArray());
    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out()).contains("wrote " + output.resolve("structure.json"));
    return output;
  }

  /** Asks for a search of the demo's network, and gives its id. */
  private String submitted(String name, Object... options) throws IOException {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "describe", "--model", Shell.MODEL, "--data", Shell.DATA, "--iterations", 1000));
    arguments.addAll(List.of("--start", "random", "--output", folder.resolve(name + "-out")));
    arguments.addAll(List.of(options));
    Shell described = Shell.run(arguments.toArray());
    assertThat(described.err()).isEmpty();
    Path file = Files.writeString(folder.resolve(name + ".json"), described.out());
    await().atMost(LONG).until(() -> remote("submit", file, "--key", name).exitCode() == 0);
    return MessageJson.readSpec(described.out().getBytes(UTF_8)).id();
  }

  private Shell remote(Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--coordinator";
    all[arguments.length + 1] = url;
    return Shell.run(all);
  }

  private static JournalEntry entry(String line) {
    return RecordJson.read(line.getBytes(UTF_8), JournalEntry.class);
  }
}
