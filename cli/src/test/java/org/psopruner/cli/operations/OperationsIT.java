package org.psopruner.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView.State;

/** One experiment to its model, by the packaged services, as operators see it. */
@Timeout(600)
class OperationsIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Name, labels, value; an exemplar may follow. */
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{[^}]*})? (\\S+)");

  @TempDir static Path folder;

  private static final List<ServiceProcess> SERVICES = new ArrayList<>();
  private static BrokerChild broker;
  private static TraceSink traces;
  private static ExperimentSpec spec;
  private static Path viewer;

  @BeforeAll
  static void searchAndRetrain() throws Exception {
    traces = TraceSink.start();
    List<Integer> ports = FreePorts.find(4);
    String kafka = "127.0.0.1:" + ports.get(0);
    Services make = new Services(HOME, OperationsIT::log, name -> kafka);
    broker = new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    broker.start();
    Map<String, String> seen =
        Map.of(
            "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
            "OTEL_EXPORTER_OTLP_ENDPOINT", traces.address(),
            "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S",
            "PSOPRUNER_REGISTRY_FOLDER_PATH", folder.resolve("models").toString());
    Map<String, String> worker = new HashMap<>(seen);
    worker.putAll(SyntheticExperiment.workerSettings(Duration.ofMillis(10)));
    Path operator = Files.writeString(folder.resolve("operator.token"), "the-token-of-an-operator");
    viewer = Files.writeString(folder.resolve("viewer.token"), "the-token-of-a-viewer");
    Map<String, String> coordinator = new HashMap<>(seen);
    coordinator.put("PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE", operator.toString());
    coordinator.put("PSOPRUNER_ACCESS_VIEWER_TOKEN_FILE", viewer.toString());
    SERVICES.add(make.coordinator("swarm-coordinator", ports.get(1), coordinator));
    SERVICES.add(make.worker("fitness-worker", ports.get(2), worker));
    SERVICES.add(make.retrainer("retrainer", ports.get(3), 1, seen));
    SERVICES.forEach(ServiceProcess::start);
    HttpClient client = HttpClient.newHttpClient();
    await().atMost(LONG).until(() -> SERVICES.stream().allMatch(one -> one.isReady(client)));
    spec =
        SyntheticExperiment.prepare(
            HOME,
            new SwarmParameters(2, 2, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
            0,
            folder.resolve("out"),
            InstantSource.system());
    CoordinatorClient rest =
        new CoordinatorClient(SERVICES.get(0).uri(), LONG, Optional.of(Files.readString(operator)));
    rest.create(spec);
    await().atMost(LONG).until(() -> rest.experiment(spec.id()).state() == State.FINISHED);
  }

  @AfterAll
  static void stop() {
    SERVICES.forEach(ServiceProcess::terminate);
    SERVICES.forEach(ServiceProcess::stop);
    broker.stop();
    traces.close();
  }

  private static Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Each name in a query is one that a service gives now, or Prometheus itself. */
  @Test
  void whatTheDashboardAndTheAlertsAskForIsThere() throws Exception {
    Set<String> asked = new TreeSet<>();
    Queries.all().forEach(query -> asked.addAll(PromQl.metrics(query)));
    assertThat(asked).hasSizeGreaterThan(20);
    asked.remove("up");

    await().atMost(LONG).untilAsserted(() -> assertThat(exposed().keySet()).containsAll(asked));
  }

  /** Prometheus itself, which asks as the monitors say. Nothing is wrong, so it has no alert. */
  @Test
  void eachPanelHasDataAndNoAlertBegins() throws Exception {
    Map<String, String> services =
        SERVICES.stream()
            .collect(Collectors.toMap(ServiceProcess::name, one -> one.uri().getAuthority()));
    Path files = Files.createDirectory(folder.resolve("prometheus"));
    try (PrometheusServer prometheus = PrometheusServer.start(files, services, viewer)) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                for (String query : Queries.panels()) {
                  assertThat(prometheus.ask(query)).as(query).isNotEmpty();
                }
                assertThat(prometheus.get("/api/v1/rules").findValuesAsText("health"))
                    .hasSizeGreaterThan(5)
                    .containsOnly("ok");
                assertThat(prometheus.get("/api/v1/alerts").path("alerts")).isEmpty();
              });
    }
  }

  @Test
  void whatIsCountedIsWhatHappened() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(exposed())
                    .containsEntry("psopruner_evaluations_outstanding", 0.0)
                    .containsEntry("psopruner_dead_letters_total", 0.0)
                    .containsEntry("psopruner_experiment_iterations", 2.0)
                    .hasEntrySatisfying(
                        "psopruner_evaluations_total",
                        ended -> assertThat(ended).isBetween(2.0, 4.0))
                    .hasEntrySatisfying(
                        "psopruner_experiment_best_size_ratio",
                        size -> assertThat(size).isBetween(0.0, 0.25))
                    .hasEntrySatisfying(
                        "psopruner_registrations_total",
                        registered -> assertThat(registered).isEqualTo(1.0))
                    .hasEntrySatisfying(
                        "psopruner_memory_process_bytes",
                        bytes -> assertThat(bytes).isGreaterThan(1 << 20)));
  }

  /** From the request for the experiment, over all three services, to the model in its registry. */
  @Test
  void oneTraceLeadsFromTheExperimentToItsModel() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(traces.spans())
                    .extracting(TraceSink.Span::name)
                    .contains("POST /experiments", "evaluate", "retrain", "register in folder"));
    TraceSink.Span request = span("POST /experiments");
    TraceSink.Span retrain = span("retrain");

    assertThat(request.service()).isEqualTo("swarm-coordinator");
    assertThat(request.parent()).isEmpty();
    assertThat(retrain.service()).isEqualTo("retrainer");
    assertThat(retrain.trace()).isEqualTo(request.trace());
    assertThat(span("register in folder").trace()).isEqualTo(request.trace());
    assertThat(span("register in folder").parent()).isEqualTo(retrain.id());
    assertThat(traces.spans())
        .filteredOn(span -> span.name().equals("evaluate"))
        .allSatisfy(
            span -> {
              assertThat(span.service()).isEqualTo("fitness-worker");
              assertThat(span.trace()).isEqualTo(request.trace());
              assertThat(span.parent()).isEqualTo(request.id());
            });
  }

  private static TraceSink.Span span(String name) {
    return traces.spans().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void eachLineOfALogIsJsonThatSaysWhatItIsAbout() throws Exception {
    for (ServiceProcess service : SERVICES) {
      List<String> lines = Files.readAllLines(service.log());
      assertThat(lines).isNotEmpty();
      for (String line : lines) {
        assertThat(JSON.readTree(line).path("message").isTextual()).as(line).isTrue();
      }
    }
    assertThat(mdc("swarm-coordinator", "Experiment " + spec.id()).path("experiment").asText())
        .isEqualTo(spec.id());
    JsonNode evaluation = mdc("fitness-worker", "Evaluation ");
    assertThat(evaluation.path("experiment").asText()).isEqualTo(spec.id());
    assertThat(evaluation.path("evaluation").asText()).hasSize(64);
    assertThat(mdc("retrainer", "Model of experiment").path("experiment").asText())
        .isEqualTo(spec.id());
  }

  private static JsonNode mdc(String service, String message) throws IOException {
    for (String line : Files.readAllLines(log(service))) {
      JsonNode parsed = JSON.readTree(line);
      if (parsed.path("message").asText().startsWith(message)) {
        return parsed.path("mdc");
      }
    }
    throw new AssertionError("no line of %s begins with %s".formatted(service, message));
  }

  /** The sum of all samples of each name, of all services. */
  private static Map<String, Double> exposed() throws IOException, InterruptedException {
    Map<String, Double> sums = new HashMap<>();
    for (ServiceProcess service : SERVICES) {
      HttpRequest request =
          HttpRequest.newBuilder(service.uri().resolve("/q/metrics"))
              .header("Authorization", "Bearer " + Files.readString(viewer))
              .build();
      String text =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      SAMPLE
          .matcher(text)
          .results()
          .forEach(
              sample ->
                  sums.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum));
    }
    return sums;
  }
}
